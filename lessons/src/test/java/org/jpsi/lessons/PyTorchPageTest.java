package org.jpsi.lessons;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page that puts PyTorch's lines beside ours: all of ours are in the lesson's program, which
/// the course's test runs.
class PyTorchPageTest {
  private static final Course COURSE = Course.in(Path.of(".."));
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /// Rows of tables by the lesson above them: what stands on the right.
  private static Map<String, List<String>> rightSides() {
    Map<String, List<String>> sides = new LinkedHashMap<>();
    String lesson = "";
    for (String line : Course.read(COURSE.folder().resolve("pytorch.md")).lines().toList()) {
      if (line.startsWith("## ")) {
        lesson = line.replaceFirst("## \\d+\\. ", "");
        assertThat(line).isEqualTo("## " + Course.number(lesson) + ". " + lesson);
        sides.put(lesson, new ArrayList<>());
      } else if (!lesson.isEmpty() && line.startsWith("| ") && !line.equals("| PyTorch | Jpsi |")) {
        String[] cells = line.split(" \\| ", -1);
        assertThat(cells).as(line).hasSize(2);
        sides.computeIfAbsent(lesson, _ -> new ArrayList<>()).add(cells[1]);
      }
    }
    return sides;
  }

  private static String bare(String code) {
    return code.replaceAll("\\s", "");
  }

  @Test
  void itHasTheEightChaptersInTheirOrder() {
    assertThat(rightSides().keySet()).containsExactlyElementsOf(Course.NAMES.subList(3, 11));
    assertThat(rightSides().values()).allSatisfy(rows -> assertThat(rows).hasSizeGreaterThan(4));
  }

  @Test
  void everyLineOfOursIsInTheLessonsProgram() {
    rightSides()
        .forEach((lesson, rows) -> {
          String program = bare(Course.read(COURSE.program(lesson)));
          assertThat(
                  rows.stream()
                      .flatMap(row -> CODE.matcher(row).results().map(PyTorchPageTest::code)))
              .as(lesson)
              .isNotEmpty()
              .allSatisfy(code -> assertThat(program).contains(bare(code)));
        });
  }

  private static String code(MatchResult found) {
    return found.group(1);
  }
}
