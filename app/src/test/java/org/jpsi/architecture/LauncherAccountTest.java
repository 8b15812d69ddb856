package org.jpsi.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jpsi.architecture.FakeCheckout.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./jpsi` in checkouts of other accounts, with homes that are closed, limits, and temporary
/// folders that cannot be used.
class LauncherAccountTest {
  private static final String NOBODY = "65534";

  @TempDir Path folder;
  private FakeCheckout checkout;
  private Path home;

  @BeforeEach
  void aCheckoutThatAllMayRead() throws IOException {
    checkout = new FakeCheckout(folder, "a repository");
    checkout.jdk("jdk", "25.0.3");
    mode(folder, "rwxr-xr-x");
    home = Files.createDirectories(folder.resolve("home"));
  }

  @Test
  void anotherAccountUsesTheOwnersBuild() throws Exception {
    assumeOtherAccounts();
    checkout.jpsi("help");
    Result result = asNobody(Map.of(), "help");
    assertThat(result.status()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("/a repository/.jpsi/build.1/jpsi-app-1.jar");
  }

  @Test
  void anotherAccountBuildsIntoItsOwnCache() throws Exception {
    assumeOtherAccounts();
    Result result = asNobody(Map.of(), "help");
    assertThat(result.status()).isZero();
    assertThat(result.err())
        .contains("jpsi: building, once", "this checkout is another account's", "/.cache/jpsi/");
    assertThat(result.out()).contains("-classpath\n" + home.toRealPath() + "/.cache/jpsi/");
    assertThat(FakeCheckout.names(checkout.root))
        .as("the checkout stays as it was")
        .containsExactly(".mvn", "app", "jpsi", "jvm.args", "mvnw", "pom.xml");
    assertThat(asNobody(Map.of(), "help").err()).isEmpty();
    Files.writeString(checkout.source("A"), "2");
    assertThat(asNobody(Map.of(), "help").err()).contains("building, since its sources changed");
    assertThat(checkout.jpsi("help").out())
        .as("the owner's own build")
        .contains("/a repository/.jpsi/build.1/");
  }

  @Test
  void aBuildOrHomeThatIsClosedIsNoObstacle() throws Exception {
    assumeOtherAccounts();
    checkout.jpsi("help");
    mode(checkout.work(), "rwx------");
    assertThat(asNobody(Map.of(), "help").out()).contains("/home/.cache/jpsi/");
    Path shared = Files.createDirectories(folder.resolve("shared"));
    Files.setAttribute(shared, "unix:mode", 01777);
    Path closed = Files.createDirectories(folder.resolve("closed"));
    mode(closed, "rwx------");
    Map<String, String> without = Map.of("HOME", closed.toString(), "TMPDIR", shared.toString());
    checkout.maven("echo \"$HOME $@\" >'" + shared + "/maven'; " + FakeCheckout.OK);
    Result result = asNobody(without, "help");
    assertThat(result.status()).isZero();
    assertThat(result.out()).contains(shared.toRealPath() + "/jpsi-" + NOBODY + "/");
    assertThat(Files.readString(shared.resolve("maven")))
        .startsWith(shared.toRealPath() + "/jpsi-" + NOBODY)
        .contains("-Dmaven.repo.local=" + shared.toRealPath() + "/jpsi-" + NOBODY);
    assertThat(asNobody(without, "help").err()).isEmpty();
  }

  @Test
  void sourcesThatCannotBeReadAreTold() throws Exception {
    assumeOtherAccounts();
    mode(checkout.source("A"), "rw-------");
    Result result = asNobody(Map.of(), "help");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .contains("cannot copy the sources of", "A.java", "Permission denied", "chmod -R a+rX");
  }

  @Test
  void aCacheInWhichOthersCouldPlantJarsIsRefused() throws Exception {
    assumeOtherAccounts();
    Path cache = Files.createDirectories(home.resolve(".cache/jpsi"));
    Path above = home.resolve(".cache");
    chown(home);
    chown(above);
    assertRefused(cache, "root's");
    chown(cache);
    mode(cache, "rwxrwxr-x");
    assertRefused(cache, "writable by a group");
    mode(cache, "rwx---rwx");
    assertRefused(cache, "writable by all");
    mode(cache, "rwx------");
    mode(above, "rwxrwxrwx");
    assertRefused(above, "below a folder that is writable by all");
    mode(above, "rwxr-xr-x");
    assertThat(asNobody(Map.of(), "help").status()).isZero();
    // what was planted in a folder that was open is not run
    mode(cache, "rwxrwxr-x");
    assertThat(asNobody(Map.of(), "help").status()).isEqualTo(1);
  }

  @Test
  void aCheckoutThatCannotBeWrittenIsBuiltInTheCache() throws Exception {
    Files.createFile(checkout.work());
    Result result = checkout.jpsi("help");
    assertThat(result.status()).isZero();
    assertThat(result.err())
        .contains("what is built goes to", "/a repository/.jpsi cannot be written");
    assertThat(checkout.jpsi("help").err()).isEmpty();
    Path full = Files.createFile(folder.resolve("full"));
    Files.writeString(checkout.source("A"), "2");
    Result refused =
        checkout.jpsi(Map.of("XDG_CACHE_HOME", full.toString(), "TMPDIR", full.toString()), "help");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .startsWith("jpsi: cannot write what it builds to " + full)
        .contains("clone the repository into a folder of your own", "XDG_CACHE_HOME=/a/folder");
  }

  @Test
  void aFullDiskIsToldAndLeavesNothing() throws Exception {
    FakeCheckout.script(checkout.tools.resolve("ln"), "exit 1");
    FakeCheckout.script(checkout.tools.resolve("cp"), "echo \"cp: no space left\" >&2; exit 1");
    Result result = checkout.jpsi("help");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("cannot copy the sources", "no space left", "has room");
    assertThat(FakeCheckout.names(checkout.work())).isEmpty();
  }

  @Test
  void withoutAHomeItBuildsAndStarts() throws Exception {
    Path temporary = Files.createDirectories(folder.resolve("temporary"));
    checkout.maven("echo \"$HOME $@\" >'" + folder + "/maven'; " + FakeCheckout.OK);
    Map<String, String> none = Map.of("HOME", "", "TMPDIR", temporary.toString());
    Result result = checkout.jpsi(none, "help");
    assertThat(result.status()).isZero();
    assertThat(Files.readString(folder.resolve("maven")))
        .startsWith(checkout.work().toRealPath() + "/home ")
        .contains("-Dmaven.repo.local=" + checkout.work().toRealPath() + "/home/.m2/repository");
    assertThat(checkout.jpsi(none, "help").err()).isEmpty();
  }

  @Test
  void aCollectorThatTheUserChoseIsTheOnlyOne() throws Exception {
    checkout.maven(
        "cat .mvn/jvm.config >'%s/config'; echo \"$@\" >'%s/maven'; ".formatted(folder, folder)
            + FakeCheckout.OK);
    Result result = checkout.jpsi(Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g -XX:+UseZGC"), "train");
    assertThat(result.lines())
        .doesNotContain("-XX:+UseSerialGC", "-XX:MaxNewSize=48m", "-XX:SurvivorRatio=3")
        .contains("-Djava.awt.headless=true");
    assertThat(Files.readString(folder.resolve("config")))
        .contains("TieredStopAtLevel")
        .doesNotContain("UseSerialGC");
    assertThat(Files.readString(folder.resolve("maven"))).contains("-Dcompiler.collector=");
    assertThat(checkout.jpsi(Map.of("JDK_JAVA_OPTIONS", "-XX:+UseG1GC"), "help").lines())
        .doesNotContain("-XX:+UseSerialGC");
    assertThat(checkout.jpsi(Map.of("JDK_JAVA_OPTIONS", "-Xmx1g"), "help").lines())
        .contains("-XX:+UseSerialGC", "-XX:MaxNewSize=48m", "-XX:SurvivorRatio=3");
  }

  @Test
  void aTemporaryFolderIsTakenWhereItCanBeUsed() throws Exception {
    String flag = "-Djava.io.tmpdir=";
    Path good = Files.createDirectories(folder.resolve("temporary"));
    assertThat(checkout.jpsi(Map.of("TMPDIR", good.toString()), "train").lines())
        .contains(flag + good);
    assertThat(checkout.jpsi(Map.of("TMPDIR", good.toString()), "help").out()).doesNotContain(flag);
    assertThat(checkout.jpsi(Map.of("TMPDIR", folder + "/missing"), "train").out())
        .as("Java's own, /tmp")
        .doesNotContain(flag);
    assertThat(
            checkout
                .jpsi(
                    Map.of("TMPDIR", good.toString(), "JDK_JAVA_OPTIONS", flag + "/mine"), "train")
                .out())
        .as("the user's")
        .doesNotContain(flag);
  }

  @Test
  void aTemporaryFolderWithoutProgramsIsNotTaken() throws Exception {
    assumeTrue(isRoot(), "mounting a folder without programs needs root");
    Path bare = Files.createDirectories(folder.resolve("bare"));
    String line =
        "mount -t tmpfs -o noexec jpsi '%s' && exec setpriv --reuid=0 \"$@\"".formatted(bare);
    Process process =
        checkout
            .process(
                Map.of("TMPDIR", bare.toString(), "PATH", System.getenv("PATH")),
                "unshare",
                "--mount",
                "sh",
                "-c",
                line,
                "sh",
                checkout.root.resolve("jpsi").toString(),
                "train")
            .start();
    Result result = FakeCheckout.finish(process);
    assumeTrue(!result.err().contains("unshare failed"), "no mounts can be made here");
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out())
        .as("Java's own, /tmp, or the folder of builds")
        .doesNotContain("-Djava.io.tmpdir=" + bare);
  }

  @Test
  void limitsThatAreTooSmallAreToldWithWhatToDo() throws Exception {
    checkout.jpsi("help");
    Result files = checkout.shell(Map.of(), "ulimit -n 100; exec \"$0\" train");
    assertThat(files.status()).isEqualTo(71);
    assertThat(files.err())
        .isEqualTo(
            "jpsi: this account may open 100 files at once, and a command needs 128: raise"
                + " `ulimit -n` here or in the batch job");
    assertThat(checkout.shell(Map.of(), "ulimit -v 4000000; exec \"$0\" train").lines())
        .as("the JVM reserves less")
        .contains("-XX:CompressedClassSpaceSize=128m");
    FakeCheckout.script(
        checkout.jdks.resolve("jdk/bin/java"), "echo Could not reserve enough space; exit 1");
    Result memory = checkout.shell(Map.of(), "ulimit -v 300000; exec \"$0\" train");
    assertThat(memory.status()).isEqualTo(71);
    assertThat(memory.err())
        .contains(
            "Java does not start within the limits of this shell or batch job: memory 300000 kB"
                + " (ulimit -v)",
            "Raise them",
            "Could not reserve enough space");
  }

  private void assertRefused(Path dubious, String why) throws Exception {
    Result result = asNobody(Map.of(), "help");
    assertThat(result.status()).as(why).isEqualTo(1);
    assertThat(result.out()).as(why).isEmpty();
    assertThat(result.err())
        .as(why)
        .contains("others than this account can write into " + dubious.toRealPath())
        .contains("XDG_CACHE_HOME=/a/folder");
  }

  private Result asNobody(Map<String, String> environment, String... words) throws Exception {
    if (Files.getOwner(home).getName().equals("root") && !environment.containsKey("HOME")) {
      chown(home);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                FakeCheckout.onPath("setpriv").toString(),
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                checkout.root.resolve("jpsi").toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        checkout.process(Map.of("HOME", home.toString()), command.toArray(String[]::new));
    builder.environment().putAll(environment);
    return FakeCheckout.finish(builder.start());
  }

  private static void assumeOtherAccounts() {
    assumeTrue(isRoot(), "only root may act for another account");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv");
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void chown(Path file) throws IOException {
    Files.setAttribute(file, "unix:uid", Integer.parseInt(NOBODY));
  }

  private static void mode(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
