package org.jpsi.lessons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.lessons.Script.Cell;
import org.jpsi.lessons.Script.ScriptCellType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The lessons that are there, their twins, and the opening page.
class CourseTest {
  private static final Course COURSE = Course.in(repository());
  private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");
  private static final Pattern ROW =
      Pattern.compile(
          "\\| (\\d+) \\| `([a-z-]+)` \\|[^|]+\\| (\\d+) \\| \\[program]\\(([^)]+)\\) ·"
              + " \\[notebook]\\(([^)]+)\\) \\|");
  private static final long LARGEST = 600_000; // bytes of a notebook

  private static Path repository() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("lessons/programs")) ? here : here.resolve("..");
  }

  private static String page() {
    return Course.read(COURSE.folder().resolve("README.md"));
  }

  static List<String> lessons() {
    return COURSE.names();
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void theNotebookIsTheTwinOfItsProgram(String name) {
    String remedy = "./jpsi notebook --keep " + name;
    assertThat(COURSE.notebook(name)).as(remedy).exists();
    String notebook = Course.read(COURSE.notebook(name));
    var made = Notebook.sources(Notebook.of(COURSE.script(name), ""));
    var kept = Notebook.sources(notebook);
    for (int i = 0; i < Math.min(made.size(), kept.size()); i++) {
      assertThat(kept.get(i)).as("cell " + i + "; " + remedy).isEqualTo(made.get(i));
    }
    assertThat(kept).as(remedy).hasSameSizeAs(made);
    assertThat(notebook.equals(Notebook.of(COURSE.script(name), notebook)))
        .as("tags and form; ./jpsi notebook --make " + name)
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void aNotebookIsSmallAndReadsWellUnexecuted(String name) throws Exception {
    Path notebook = COURSE.notebook(name);
    assertThat(Files.size(notebook)).isLessThan(LARGEST);
    assertThat(Course.read(notebook)).contains("image/svg+xml").doesNotContain("✘");
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void aLessonAsksShowsClaimsAndEndsWithAnExerciseThatHasASolution(String name) {
    Script script = COURSE.script(name);
    String all = String.join("\n", script.cells().stream().map(Cell::text).toList());
    assertThat(script.cells().getFirst().text())
        .startsWith("# " + Course.number(name) + ". " + script.title());
    assertThat(all).contains("predict(", ".reveal(", "show(", "claim(", "exercise(", "Try");
    assertThat(all).containsPattern("References|## More|arXiv|doi");
    List<ScriptCellType> kinds = script.cells().stream().map(Cell::type).toList();
    for (int i = 0; i < kinds.size(); i++) {
      if (kinds.get(i) == ScriptCellType.EXERCISE) {
        assertThat(kinds.subList(i + 1, kinds.size()))
            .as("after cell " + i)
            .contains(ScriptCellType.SOLUTION);
      }
    }
    assertThat(kinds).contains(ScriptCellType.EXERCISE);
    assertThat(kinds.stream().filter(k -> k == ScriptCellType.SOLUTION).count())
        .isEqualTo(kinds.stream().filter(k -> k == ScriptCellType.EXERCISE).count());
  }

  @Test
  void theTableOfTheOpeningPageHasEveryLessonInItsOrder() {
    var rows = ROW.matcher(page()).results().toList();
    assertThat(rows.stream().map(row -> row.group(2)).toList()).isEqualTo(Course.NAMES);
    for (var row : rows) {
      String name = row.group(2);
      assertThat(row.group(1)).isEqualTo(Integer.toString(Course.number(name)));
      assertThat(COURSE.folder().resolve(row.group(4))).isEqualTo(COURSE.program(name));
      assertThat(COURSE.folder().resolve(row.group(5))).isEqualTo(COURSE.notebook(name));
      assertThat(Integer.parseInt(row.group(3))).isBetween(10, 90);
    }
  }

  @Test
  void everyLinkOfTheOpeningPageLeadsSomewhere() {
    List<String> missing =
        Course.NAMES.stream().filter(name -> !COURSE.names().contains(name)).toList();
    List<String> links = LINK.matcher(page()).results().map(link -> link.group(1)).toList();
    for (String link : links) {
      Path to = COURSE.folder().resolve(link);
      if (link.startsWith("#")) {
        assertThat(anchors()).contains(link);
      } else if (missing.stream()
          .noneMatch(n -> to.equals(COURSE.program(n)) || to.equals(COURSE.notebook(n)))) {
        assertThat(to).exists();
      }
    }
    assertThat(links).hasSizeGreaterThan(2 * Course.NAMES.size());
  }

  // As GitHub makes them of headings.
  private static List<String> anchors() {
    return page()
        .lines()
        .filter(line -> line.startsWith("## "))
        .map(line ->
            "#"
                + line.substring(3)
                    .toLowerCase(java.util.Locale.ROOT)
                    .replaceAll("[^a-z0-9 -]", "")
                    .replace(' ', '-'))
        .toList();
  }

  @Test
  void everySlideHasItsLessonAndEveryLessonItsSlide() {
    String map = page().substring(page().indexOf("## From slides"), page().indexOf("## For lect"));
    TreeSet<String> named = new TreeSet<>();
    Pattern.compile("`([a-z-]+)`").matcher(map).results().forEach(m -> named.add(m.group(1)));
    assertThat(named).isEqualTo(new TreeSet<>(Course.NAMES));
    List<String> slides =
        map.lines()
            .filter(line -> line.startsWith("| "))
            .map(line -> line.split("\\|", -1)[1].strip())
            .toList();
    assertThat(slides)
        .containsSequence(
            "Intro to Deep Learning",
            "Last week recap",
            "What is machine learning?",
            "Types of ML problems",
            "Supervised learning",
            "Unsupervised learning",
            "Reinforcement learning",
            "The beginnings of ML",
            "How a Perceptron \"learns\"",
            "The \"deep learning\" revolution",
            "Overview of DNN's",
            "Activation functions",
            "The forward pass",
            "Loss functions",
            "Backpropagation gradient descent",
            "The loss landscape",
            "Beyond standard gradient descent",
            "Overfitting");
    assertThat(slides).contains("Training data selection").hasSizeGreaterThan(22);
  }

  @Test
  void noProgramLiesBesideTheCourse() throws Exception {
    try (Stream<Path> files = Files.list(COURSE.folder().resolve("programs"))) {
      assertThat(files.toList())
          .allMatch(file -> Course.NAMES.stream().anyMatch(n -> COURSE.program(n).equals(file)));
    }
  }

  @Test
  void aNameThatIsNoLessonIsAnsweredWithTheNearest() {
    assertThat(COURSE.find("event")).isEqualTo("event");
    assertThatThrownBy(() -> COURSE.find("events"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "[lesson events] expected one of the lessons, found none of that name; did you mean"
                + " event?; `jpsi lesson` lists them");
  }

  @Test
  void numbersAreThoseOfTheLecturesOrder() {
    assertThat(Course.NAMES).hasSize(24).doesNotHaveDuplicates();
    assertThat(Course.number("event")).isEqualTo(1);
    assertThat(Course.number("reinforcement")).isEqualTo(24);
    assertThat(COURSE.notebook("dnn-physics").getFileName()).hasToString("19-dnn-physics.ipynb");
    assertThat(COURSE.program("dnn-physics").getFileName()).hasToString("DnnPhysics.java");
  }
}
