package org.jpsi.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.parallel.ThreadPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  private List<String> there() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theFileAppearsWhenFinishedAndNothingBesides() throws Exception {
    Path file = folder.resolve("a.txt");
    Files.writeString(file, "before");
    try (AtomicFile out = AtomicFile.create(file)) {
      out.write(bytes("??ter"));
      out.write(0, bytes("af"));
      assertThat(file).hasContent("before");
      assertThat(there())
          .hasSize(2)
          .anyMatch(n -> n.matches("\\.a\\.txt\\.[0-9a-f]{16}\\.partial"));
      out.finish();
    }
    assertThat(file).hasContent("after");
    assertThat(there()).containsExactly("a.txt");
  }

  @Test
  void whatIsNotFinishedLeavesNothing() throws Exception {
    try (AtomicFile out = AtomicFile.create(folder.resolve("a.txt"))) {
      out.write(bytes("half"));
    }
    assertThat(there()).isEmpty();
  }

  @Test
  void aTextIsWrittenInUtf8() throws Exception {
    Path file = folder.resolve("größe.txt");
    AtomicFile.write(file, "µ → e γ");
    assertThat(Files.readString(file)).isEqualTo("µ → e γ");
  }

  @Test
  void aLongNameHasRoomForWhatIsAdded() throws Exception {
    Path file = folder.resolve("長".repeat(80) + ".txt");
    AtomicFile.write(file, "x");
    assertThat(file).hasContent("x");
  }

  @Test
  void manyWritersOfOneFileLeaveOneWholeFile() throws Exception {
    Path file = folder.resolve("a.txt");
    ThreadPool.of(8)
        .parallelFor(64, i -> AtomicFile.write(file, Integer.toString(i % 10).repeat(5000)));
    assertThat(Files.readString(file)).hasSize(5000).matches("(\\d)\\1*");
    assertThat(there()).containsExactly("a.txt");
  }

  @Test
  void othersMayReadItAsTheyMayAnyNewFile() throws Exception {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    Path plain = Files.createFile(folder.resolve("plain"));
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "x");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  void aLinkIsFollowedAndStaysOne() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path link =
        Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("elsewhere/../next.txt"));
    Files.createSymbolicLink(folder.resolve("next.txt"), Path.of("elsewhere/real.txt"));
    AtomicFile.write(link, "new");
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(elsewhere.resolve("real.txt")).hasContent("new");
    AtomicFile.write(link, "newer");
    assertThat(elsewhere.resolve("real.txt")).hasContent("newer");
    assertThat(there()).containsExactly("elsewhere", "link.txt", "next.txt");
  }

  @Test
  void linksThatLeadToEachOtherAreTold() throws Exception {
    Path a = Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
    assertThatThrownBy(() -> AtomicFile.write(a, "x"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[" + a + "] cannot be written: a loop of symbolic links; ");
  }

  @Test
  @Timeout(60)
  void aPipeIsWrittenThroughAndStaysOne() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")));
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    String[] read = new String[1];
    Thread reader = Thread.ofPlatform().daemon().start(() -> read[0] = text(pipe));
    AtomicFile.write(pipe, "through");
    reader.join();
    assertThat(read[0]).isEqualTo("through");
    assertThat(there()).containsExactly("pipe");

    Thread.ofPlatform().daemon().start(() -> text(pipe));
    try (AtomicFile out = AtomicFile.create(pipe)) {
      assertThatThrownBy(() -> out.write(0, bytes("x")))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "["
                  + pipe
                  + "] expected a regular file, since its beginning is written last, found a pipe"
                  + " or a device; write to a file and copy it there");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void standardOutputMayBeMeant() throws Exception {
    Path stdout = Path.of("/proc/self/fd/1");
    assumeTrue(Files.exists(stdout));
    // a link as /dev/stdout is one, to where the output of this process's child goes
    Path link = Files.createSymbolicLink(folder.resolve("out"), stdout);
    Process child = new ProcessBuilder(writer(link, 1)).start();
    assertThat(new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("x");
    assertThat(child.waitFor()).isZero();
    assertThat(Files.isSymbolicLink(link)).isTrue();
  }

  private static List<String> writer(Path file, int bytes) throws Exception {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:-UsePerfData",
        "-cp",
        where(AtomicFile.class) + File.pathSeparator + where(Writer.class),
        Writer.class.getName(),
        file.toString(),
        Integer.toString(bytes));
  }

  private static String where(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  /// Run as a program of its own.
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
      try {
        AtomicFile.write(Path.of(arguments[0]), "x".repeat(Integer.parseInt(arguments[1])));
      } catch (InputException e) {
        System.out.print(e.getMessage());
      }
    }
  }

  @Test
  void whatTheSystemEndsMidwayLeavesTheFileAsItWas() throws Exception {
    Path shell = Path.of("/bin/sh");
    assumeTrue(Files.isExecutable(shell));
    Path file = Files.writeString(folder.resolve("a.txt"), "before");
    List<String> limited =
        new ArrayList<>(List.of(shell.toString(), "-c", "ulimit -f 64 && exec \"$@\"", "sh"));
    limited.addAll(writer(file, 1 << 20));
    Process child = new ProcessBuilder(limited).start();
    assertThat(new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "["
                + file
                + "] cannot be written: File too large; see that the folder may be written to and"
                + " that the disk has room");
    assertThat(child.waitFor()).isZero();
    assertThat(file).hasContent("before");
    assertThat(there()).containsExactly("a.txt");
  }

  @Test
  void aFolderIsNoFile() {
    assertThatThrownBy(() -> AtomicFile.create(folder))
        .isInstanceOf(InputException.class)
        .hasMessage("[" + folder + "] expected the name of a file, found a folder");
  }

  @Test
  void aFolderThatIsNotThereIsTold() {
    Path file = folder.resolve("no/a.txt");
    assertThatThrownBy(() -> AtomicFile.write(file, "x"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + file
                + "] cannot be written: there is no folder "
                + file.getParent()
                + "; make it first");
    AtomicFile.makeFolder(file);
    AtomicFile.write(file, "x");
    assertThat(file).hasContent("x");
    assertThatThrownBy(() -> AtomicFile.makeFolder(file.resolve("b.txt")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + file
                + "] cannot be written: a file of that name exists; see that the folder may be"
                + " written to and that the disk has room");
  }

  @Test
  void aFullDiskIsToldAndNothingIsLeft() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    Path link = Files.createSymbolicLink(folder.resolve("full"), full);
    assertThatThrownBy(() -> AtomicFile.write(link, "x"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "["
                + link
                + "] cannot be written: No space left on device; see that the folder may be written"
                + " to and that the disk has room");
    assertThat(there()).containsExactly("full");
  }

  @Test
  void whereNobodyMayWriteIsTold() throws Exception {
    Path kept = Files.writeString(folder.resolve("kept.txt"), "kept");
    assumeTrue(kept.toFile().setWritable(false) && !Files.isWritable(kept), "not as root");
    assertThatThrownBy(() -> AtomicFile.write(kept, "x"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[" + kept + "] cannot be written: permission denied; ");
    assertThat(kept).hasContent("kept");
  }

  @Test
  void anInterruptedWriterLeavesNothing() throws Exception {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> AtomicFile.write(folder.resolve("a.txt"), "x"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("cannot be written: interrupted; ");
    } finally {
      Thread.interrupted();
    }
    assertThat(there()).isEmpty();
  }
}
