import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs google-java-format over all sources below a folder, in one process: `check` lists the files
/// that differ and fails, `write` rewrites them. Files that were right and did not change since are
/// not read again.
final class Format {
  public static void main(String[] args) throws Exception {
    boolean check = args[0].equals("check");
    Path root = Path.of(args[1]);
    Path stamp = root.resolve("target/formatted");
    FileTime start = FileTime.from(Instant.now());
    List<String> call = new ArrayList<>();
    call.addAll(check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
    List<String> sources = sources(root, since(stamp, root));
    if (sources.isEmpty()) {
      return;
    }
    call.addAll(sources);
    var out = new PrintWriter(System.out, true);
    var err = new PrintWriter(System.err, true);
    int status = new Main(out, err, System.in).format(call.toArray(String[]::new));
    out.flush();
    if (status == 0) {
      Files.createDirectories(stamp.getParent());
      Files.write(stamp, new byte[0]);
      // What was written here is right as well.
      Files.setLastModifiedTime(stamp, check ? start : FileTime.from(Instant.now()));
    } else if (check) {
      System.err.println("These files are not formatted; `./mvnw -q -N -Pformat verify` does it.");
    }
    System.exit(status);
  }

  /// When all files were right; the beginning of time where they never were, or by other rules.
  private static FileTime since(Path stamp, Path root) throws IOException {
    FileTime never = FileTime.fromMillis(0);
    if (!Files.exists(stamp)) {
      return never;
    }
    FileTime time = Files.getLastModifiedTime(stamp);
    return Files.getLastModifiedTime(root.resolve("pom.xml")).compareTo(time) < 0 ? time : never;
  }

  private static List<String> sources(Path root, FileTime since) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> folders = Files.list(root)) {
      for (Path folder : folders.sorted().toList()) {
        if (folder.endsWith(".mvn")) {
          add(folder, since, found);
        }
        add(folder.resolve("src"), since, found);
        add(folder.resolve("programs"), since, found);
      }
    }
    return found;
  }

  private static void add(Path sources, FileTime since, List<String> found) throws IOException {
    if (!Files.isDirectory(sources)) {
      return;
    }
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".java")
            && Files.getLastModifiedTime(file).compareTo(since) > 0) {
          found.add(file.toString());
        }
      }
    }
  }
}
