package org.jpsi.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.lessons.Course;
import org.jpsi.lessons.Kernel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Command `jpsi notebook`: starts JupyterLab with the lessons and the kernel that runs them.
@Command(
    name = "notebook",
    header = "Opens the lessons as notebooks in JupyterLab.",
    description = {
      "The first time it sets up JupyterLab and the kernel for Java in .jpsi/notebook, for which"
          + " Python 3.10 or newer is required.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class NotebookCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "The lesson to open; with --make, --run or --keep, these lessons alone.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--make",
      description = "Makes notebooks from the programs, without opening JupyterLab.")
  private boolean make;

  @Option(
      names = "--run",
      description = "Runs notebooks, and compares their outputs with those kept in them.")
  private boolean run;

  @Option(
      names = "--keep",
      description = "Makes and runs notebooks, and keeps their outputs in them.")
  private boolean keep;

  @Option(names = "--port", paramLabel = "N", description = "The port of JupyterLab (8888).")
  private int port = 8888;

  @Option(names = "--no-browser", description = "Prints the address, but does not open it.")
  private boolean closed;

  NotebookCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (port < 1 || port > 65535) {
      throw InputException.at("--port " + port)
          .expected("a port from 1 to 65535")
          .found("" + port)
          .exception();
    }
    Path home = Home.folder();
    Course course = Course.in(home);
    List<String> chosen =
        names.isEmpty() ? course.names() : names.stream().map(course::find).toList();
    if (make || keep) {
      chosen.forEach(course::makeNotebook);
    }
    if (make && !run && !keep) {
      return Main.DONE;
    }
    Path work = Home.work().resolve("notebook");
    Path python = python(home, work);
    Path jupyter = work.resolve("jupyter");
    Kernel.of(home).write(jupyter, Kernel.jar(work.resolve("python")), home);
    List<String> call = new ArrayList<>();
    call.add(python.toString());
    if (run || keep) {
      call.add(home.resolve("lessons/notebooks.py").toString());
      if (keep) {
        call.add("--keep");
      }
      chosen.forEach(name -> call.add(course.notebook(name).toString()));
    } else {
      trust(python, course);
      call.addAll(
          List.of("-m", "jupyterlab", "--port", "" + port, "--notebook-dir", home + "/lessons"));
      if (!names.isEmpty()) {
        call.add("--LabApp.default_url=/lab/tree/notebooks/" + opened(course, chosen));
      }
      if (closed) {
        call.add("--no-browser");
      }
      // Jupyter requires it; in a container the user often is root.
      if (System.getProperty("user.name", "").equals("root")) {
        call.add("--allow-root");
      }
    }
    return status(call, jupyter, ProcessBuilder.Redirect.INHERIT);
  }

  /// The Python of the virtual environment, which is created where it does not exist or its
  /// requirements have changed.
  private Path python(Path home, Path work) {
    Path environment = work.resolve("python");
    Path python = environment.resolve("bin/python");
    Path requirements = home.resolve("lessons/requirements.txt");
    Path installed = environment.resolve("installed");
    try {
      if (Files.exists(installed) && Files.mismatch(requirements, installed) < 0) {
        return python;
      }
      terminal.err().println("jpsi: setting up JupyterLab in " + environment + ", once");
      Files.createDirectories(work);
      requireSuccess(List.of("python3", "-m", "venv", "--clear", environment.toString()));
      requireSuccess(
          List.of(
              python.toString(),
              "-m",
              "pip",
              "install",
              "--quiet",
              "--disable-pip-version-check",
              "--requirement",
              requirements.toString()));
      // JupyterLab does not ask whether it may fetch news.
      Path settings = environment.resolve("share/jupyter/lab/settings");
      Path overrides = settings.resolve("overrides.json");
      AtomicFile.makeFolder(overrides);
      AtomicFile.write(
          overrides,
          "{\"@jupyterlab/apputils-extension:notification\": {\"fetchNews\": \"false\"}}");
      AtomicFile.write(installed, Files.readAllBytes(requirements));
    } catch (IOException e) {
      throw InputException.at(environment.toString())
          .expected("a folder that can be written")
          .found(String.valueOf(e.getMessage()))
          .cause(e)
          .exception();
    }
    return python;
  }

  private static String opened(Course course, List<String> chosen) {
    if (chosen.size() > 1) {
      throw InputException.at(String.join(" ", chosen))
          .expected("one lesson to open")
          .found(chosen.size() + " of them")
          .remedy("--make, --run and --keep take several")
          .exception();
    }
    return String.valueOf(course.notebook(chosen.getFirst()).getFileName());
  }

  /// Marks our notebooks as trusted; otherwise Jupyter hides pictures until their cells are run.
  private static void trust(Path python, Course course) {
    List<String> call = new ArrayList<>(List.of(python.toString(), "-m", "nbformat.sign"));
    course.names().forEach(name -> call.add(course.notebook(name).toString()));
    // If it fails, they are opened nevertheless.
    status(call, null, ProcessBuilder.Redirect.DISCARD);
  }

  private static void requireSuccess(List<String> call) {
    int status = status(call, null, ProcessBuilder.Redirect.INHERIT);
    if (status != 0) {
      throw InputException.at(String.join(" ", call))
          .expected("a command that sets up Python packages")
          .found("status " + status)
          .remedy("see above; Python 3.10 or newer with its module venv is required")
          .exception();
    }
  }

  private static int status(
      List<String> call, @Nullable Path jupyter, ProcessBuilder.Redirect out) {
    ProcessBuilder builder =
        new ProcessBuilder(call).inheritIO().redirectOutput(out).redirectError(out);
    if (jupyter != null) {
      builder.environment().put("JUPYTER_PATH", jupyter.toString());
    }
    try {
      return builder.start().waitFor();
    } catch (IOException e) {
      throw InputException.at(call.getFirst())
          .expected("a program that can be started")
          .found(String.valueOf(e.getMessage()))
          .remedy("install Python 3.10 or newer")
          .cause(e)
          .exception();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 130;
    }
  }
}
