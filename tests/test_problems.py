"""How a problem is printed: for people, and as the annotation that GitHub Actions puts beside the line."""

from macros.problems import Place, Problem, count

PROBLEM = Problem(Place("quizzes/day.yml", 14, 13), "answer-unknown", "“x” is not an option; write one of a, b")


def test_an_error_is_path_line_column_rule_and_message() -> None:
    assert str(PROBLEM) == "quizzes/day.yml:14:13: answer-unknown: “x” is not an option; write one of a, b"


def test_a_warning_says_that_it_is_one() -> None:
    warning = Problem(PROBLEM.place, "key-shortest", "it is short; even it out", "warning")
    assert str(warning) == "quizzes/day.yml:14:13: key-shortest: warning: it is short; even it out"


def test_a_place_without_line_is_the_start_of_the_file() -> None:
    assert str(Place("strings.yml")) == "strings.yml:1:1"


def test_an_annotation_names_level_file_line_column_and_rule() -> None:
    assert PROBLEM.annotation() == (
        "::error file=quizzes/day.yml,line=14,col=13,title=answer-unknown::“x” is not an option; write one of a, b"
    )


def test_the_annotation_of_a_warning_is_a_warning() -> None:
    assert Problem(Place("a"), "r", "m", "warning").annotation().startswith("::warning file=a,")


def test_an_annotation_escapes_what_would_end_it() -> None:
    problem = Problem(Place("a,b:c%.yml"), "r", "50%: one,\ntwo\rthree")
    assert problem.annotation() == "::error file=a%2Cb%3Ac%25.yml,line=1,col=1,title=r::50%25: one,%0Atwo%0Dthree"


def test_no_message_can_begin_a_second_line_of_the_log() -> None:
    hostile = "x\n::error::a\r::b\x85::c\u2028::d\u2029::e\x1b[2J\x00"
    for text in (
        str(Problem(Place("a"), "r", hostile)),
        str(Problem(Place(hostile), "r", "m")),
        Problem(Place(hostile), "r", hostile).annotation(),
    ):
        assert len(text.splitlines()) == 1
        assert "\x1b" not in text
        assert "\x00" not in text


def test_a_file_name_that_is_not_utf_8_can_be_printed() -> None:
    problem = Problem(Place("quizzes/\udcff.yml"), "r", "m")
    assert str(problem).encode("utf-8") == b"quizzes/\\udcff.yml:1:1: r: m"
    assert b"\\udcff" in problem.annotation().encode("utf-8")


def test_words_of_every_language_stay_as_they_are() -> None:
    message = "“Где?” – «où ?» 你好 👩‍💻 עברית"
    assert str(Problem(Place("a"), "r", message)) == f"a:1:1: r: {message}"


def test_problems_sort_by_path_then_line_then_column() -> None:
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 2, 9), Place("a", 2, 10)]
    ordered = [each.place for each in sorted(Problem(place, "r", "m") for place in places)]
    assert ordered == [places[2], places[3], places[1], places[0]]


def test_errors_and_warnings_are_counted_apart() -> None:
    warning = Problem(Place("a"), "r", "m", "warning")
    assert count([]) == "0 errors, 0 warnings"
    assert count([PROBLEM, warning, warning]) == "1 error, 2 warnings"
