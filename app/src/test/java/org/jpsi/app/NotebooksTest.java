package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jpsi.lessons.Course;
import org.jpsi.lessons.Kernel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All notebooks of the course run in their kernel, show what is kept in them, hold what they
/// claim, and their solutions are right. Needs a Python with `lessons/requirements.txt`, named by
/// the environment's `JPSI_PYTHON`; skipped without, but not in CI.
@Tag("oracle")
class NotebooksTest {
  // As many cores as such machines have: a kernel is busy compiling for most of a short lesson.
  private static final int JOBS = 2;

  @TempDir Path folder;

  @Test
  void everyNotebookShowsWhatIsKeptInIt() throws Exception {
    boolean ci = "true".equals(System.getenv("CI"));
    String python = System.getenv("JPSI_PYTHON");
    assumeTrue(ci || python != null, "no Python with Jupyter: set JPSI_PYTHON");
    assertThat(python).as("JPSI_PYTHON, in CI").isNotNull();
    Result jupyter = call(List.of(python, "-c", "import nbclient, sys; print(sys.prefix)"));
    assumeTrue(ci || jupyter.status == 0, "no Jupyter: pip install -r lessons/requirements.txt");
    assertThat(jupyter.status).as(jupyter.said).isZero();

    Path home = Home.folder();
    Kernel.of(home).write(folder, Kernel.jar(Path.of(jupyter.said.strip())), home);
    Course course = Course.in(home);
    List<String> command =
        new ArrayList<>(
            List.of(python, home + "/lessons/notebooks.py", "--jobs", Integer.toString(JOBS)));
    course.names().forEach(name -> command.add(course.notebook(name).toString()));
    Result run = call(command);
    assertThat(run.status).as(run.said).isZero();
    assertThat(run.said.lines().filter(line -> line.startsWith("fine ")).count())
        .as(run.said)
        .isEqualTo(course.names().size());
  }

  private record Result(int status, String said) {}

  private Result call(List<String> command) throws IOException, InterruptedException {
    File out = folder.resolve("said").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(out)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().put("JUPYTER_PATH", folder.toString());
    int status = builder.start().waitFor();
    return new Result(status, java.nio.file.Files.readString(out.toPath(), StandardCharsets.UTF_8));
  }
}
