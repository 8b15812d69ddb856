import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs google-java-format over all sources below a folder, in one process: `check` lists the files
/// that differ and fails, `write` rewrites them.
final class Format {
  public static void main(String[] args) throws Exception {
    boolean check = args[0].equals("check");
    List<String> call = new ArrayList<>();
    call.addAll(check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    call.addAll(sources(Path.of(args[1])));
    var out = new PrintWriter(System.out, true);
    int status =
        new Main(out, new PrintWriter(System.err, true), System.in)
            .format(call.toArray(String[]::new));
    out.flush();
    if (status != 0 && check) {
      System.err.println("These files are not formatted; `./mvnw -q -N -Pformat verify` does it.");
    }
    System.exit(status);
  }

  private static List<String> sources(Path root) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> folders = Files.list(root)) {
      for (Path folder : folders.sorted().toList()) {
        Path sources = folder.endsWith(".mvn") ? folder : folder.resolve("src");
        if (Files.isDirectory(sources)) {
          try (Stream<Path> files = Files.walk(sources)) {
            files
                .map(Path::toString)
                .filter(name -> name.endsWith(".java"))
                .sorted()
                .forEach(found::add);
          }
        }
      }
    }
    return found;
  }
}
