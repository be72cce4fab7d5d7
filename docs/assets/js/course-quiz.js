import { CourseQuiz } from "./quiz.js";

customElements.define("course-quiz", CourseQuiz);
