/* The button that prints a paper. */
import { Tool } from "./record/tool.js";

class CoursePaper extends Tool {
  start() {
    this.on(this.find("button"), "click", () => print());
  }
}

customElements.define("course-paper", CoursePaper);
