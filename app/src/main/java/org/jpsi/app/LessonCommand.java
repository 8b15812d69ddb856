package org.jpsi.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jpsi.lessons.Course;
import org.jpsi.lessons.Feedback;
import org.jpsi.lessons.Program;
import org.jpsi.report.Display;
import org.jpsi.report.PageOutput;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Command `jpsi lesson`: lists the lessons, or runs one.
@Command(
    name = "lesson",
    header = "Lists the lessons of the course, or runs one.",
    description = {
      "A lesson is a program in lessons/programs: change it and run it again. NAME may also be a"
          + " program of your own that ends in .java, and needs no import, or feedback: a form"
          + " after the last lesson.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class LessonCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The lesson.")
  private @Nullable String name;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The page with the figures (runs/lessons/NAME.html).")
  private @Nullable Path out;

  @Option(names = "--no-browser", description = "Writes the page, but does not open it.")
  private boolean closed;

  LessonCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Course course = Course.in(Home.folder());
    if (name == null) {
      list(course);
      return Main.DONE;
    }
    if (name.equals("feedback")) {
      return feedback();
    }
    boolean own = name.endsWith(".java");
    Path program = own ? Path.of(name) : course.program(course.find(name));
    String title = own ? name : course.script(name).title();
    PageOutput stage = new PageOutput(terminal.out());
    Display.setOutput(stage);
    Path file = program.getFileName();
    String page = own && file != null ? file.toString().replace(".java", "") : name;
    try {
      Program.of(program, course.imports()).run();
    } finally {
      if (stage.hasFigures()) {
        Path to = out == null ? Path.of("runs", "lessons", page + ".html") : out;
        stage.write(to, title);
        terminal.out().println("the figures are in " + to.toUri());
        if (!closed) {
          Browser.open(to);
        }
      }
    }
    return Main.DONE;
  }

  // Without a terminal, it writes an empty form.
  private int feedback() throws IOException {
    Feedback filled = Feedback.empty();
    if (terminal.live()) {
      BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      filled = Feedback.ask(in, terminal.out());
    }
    Path file = filled.write(out == null ? Path.of("runs", "lessons", "feedback.md") : out);
    terminal.out().println((terminal.live() ? "your answers are in " : "the form is ") + file);
    return Main.DONE;
  }

  private void list(Course course) {
    TextTable lessons = new TextTable("rll", "", "lesson", "about");
    for (String each : course.names()) {
      lessons.row(Integer.toString(Course.number(each)), each, course.script(each).title());
    }
    lessons.print(terminal.out());
    terminal.out().println("run one with ./jpsi lesson NAME, or all as notebooks: ./jpsi notebook");
    terminal.out().println("after the last one: ./jpsi lesson feedback");
  }

  /// Opens a page in the browser, where there is a display.
  static final class Browser {
    private Browser() {}

    static void open(Path page) {
      String system = System.getProperty("os.name", "");
      Map<String, String> environment = System.getenv();
      List<String> call;
      if (system.startsWith("Mac")) {
        call = List.of("open", page.toString());
      } else if (system.startsWith("Windows")) {
        call = List.of("cmd", "/c", "start", "", page.toString());
      } else if (environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY")) {
        call = List.of("xdg-open", page.toString());
      } else {
        return;
      }
      try {
        new ProcessBuilder(call)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
      } catch (IOException e) {
        return; // the address of the page was printed
      }
    }
  }
}
