package org.jpsi.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jpsi.architecture.FakeCheckout.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./jpsi` builds when the sources changed, whole or not at all, and waits for nobody who is gone.
class LauncherBuildTest {
  private static final String BUILDING = "jpsi: building, since its sources changed";

  @TempDir Path folder;
  private FakeCheckout checkout;

  @BeforeEach
  void aCheckoutWithABlankInItsName() throws IOException {
    checkout = new FakeCheckout(folder, "a repository");
    checkout.jdk("jdk", "25.0.3");
  }

  @Test
  void itBuildsOnceAndAgainWhenASourceComesChangesOrGoes() throws Exception {
    assertThat(checkout.jpsi("help").err()).startsWith("jpsi: building, once").hasLineCount(1);
    assertThat(checkout.jpsi("help").err()).isEmpty();
    Path source = checkout.source("B");
    Files.writeString(source, "1");
    assertThat(checkout.jpsi("help").err()).startsWith(BUILDING);
    assertThat(checkout.jpsi("help").err()).isEmpty();
    Files.writeString(source, "2");
    assertThat(checkout.jpsi("help").err()).startsWith(BUILDING);
    Files.delete(source);
    assertThat(checkout.jpsi("help").err()).startsWith(BUILDING);
    assertThat(checkout.jpsi("help").err()).isEmpty();
  }

  @Test
  void aChangeUnderAWrongClockIsSeenAndATouchIsNoChange() throws Exception {
    FileTime past = FileTime.from(Instant.parse("1980-01-01T00:00:00Z"));
    FileTime future = FileTime.from(Instant.parse("2100-01-01T00:00:00Z"));
    for (FileTime built : List.of(past, future)) {
      checkout.jpsi("help");
      try (var files = Files.walk(checkout.work())) {
        for (Path file : files.toList()) {
          Files.setLastModifiedTime(file, built);
        }
      }
      for (FileTime edited : List.of(past, future)) {
        Files.setLastModifiedTime(checkout.source("A"), edited);
        assertThat(checkout.jpsi("help").err()).as("only touched, at %s", edited).isEmpty();
        Files.writeString(checkout.source("A"), built + " " + edited);
        Files.setLastModifiedTime(checkout.source("A"), edited);
        assertThat(checkout.jpsi("help").err())
            .as("built at %s, edited at %s", built, edited)
            .startsWith(BUILDING);
      }
    }
  }

  @Test
  void neitherAMoveNorAnotherLanguageIsAChange() throws Exception {
    checkout.jpsi("help");
    assertThat(checkout.jpsi(Map.of("LC_ALL", "en_US.UTF-8", "LANG", "de_DE"), "help").err())
        .isEmpty();
    Path moved = Files.move(checkout.root, folder.resolve("moved"));
    Process process = checkout.process(Map.of(), moved.resolve("jpsi").toString(), "help").start();
    Result result = FakeCheckout.finish(process);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("/moved/.jpsi/build.1/jpsi-app-1.jar")
        .doesNotContain("a rep");
  }

  @Test
  void aBuildThatIsNotWholeIsNeverUsed() throws Exception {
    checkout.jpsi("help");
    Path build = checkout.work().resolve("build.1");
    Path jar = build.resolve("lib.jar");
    Files.writeString(jar, "li");
    assertThat(checkout.jpsi("help").err()).as("a jar cut short").startsWith("jpsi: building");
    Files.delete(checkout.work().resolve("build.2/lib.jar"));
    assertThat(checkout.jpsi("help").err()).as("a jar lost").startsWith("jpsi: building");
    Path current = checkout.work().resolve("current");
    String good = Files.readString(current);
    for (String bad : List.of("", "build.3\n", good.replace("build.3", "../a"), good + "x")) {
      Files.writeString(current, bad);
      assertThat(checkout.jpsi("help").status()).as(bad).isZero();
    }
    // begun and never ended
    Files.delete(current);
    Files.createDirectories(checkout.work().resolve("making.1/source"));
    assertThat(checkout.jpsi("help").err()).startsWith("jpsi: building, once");
  }

  @Test
  void whatComputesAndWhatShowsHaveAnArchiveEach() throws Exception {
    assertThat(checkout.jpsi("train").lines())
        .anyMatch(flag -> flag.endsWith("/.jpsi/build.1/computes.jsa") && flag.startsWith("-XX:S"));
    assertThat(checkout.jpsi("inspect", "f").lines())
        .anyMatch(flag -> flag.endsWith("/.jpsi/build.1/shows.jsa") && flag.startsWith("-XX:S"));
    assertThat(checkout.jpsi("train", "--help").out())
        .contains("/shows.jsa")
        .doesNotContain("/computes.jsa");
  }

  @Test
  void aDamagedArchiveIsLeftOut() throws Exception {
    for (List<String> kind : List.of(List.of("train", "computes"), List.of("help", "shows"))) {
      String command = kind.getFirst();
      assertThat(checkout.jpsi(command).out()).contains("-XX:SharedArchiveFile=");
      Path current = checkout.work().resolve("current");
      String build = Files.readAllLines(current).getFirst();
      Path archive = checkout.work().resolve(build).resolve(kind.getLast() + ".jsa");
      for (String bad : List.of("brchive\n", "arch", "", "archive\n\n", "lost")) {
        Files.writeString(archive, bad);
        Path real = archive.toRealPath();
        if (bad.equals("lost")) {
          Files.delete(archive);
        }
        for (String one : List.of(command, "doctor")) {
          Result result = checkout.jpsi(one);
          assertThat(result.status()).isZero();
          assertThat(result.out()).contains("-Djpsi.damaged=" + real);
          assertThat(result.out().contains("-XX:SharedArchiveFile="))
              .isEqualTo(!one.equals(command) && command.equals("help"));
          assertThat(result.err())
              .startsWith("jpsi: " + real + " is damaged or lost, and left out; remove ")
              .contains(current.toRealPath() + ", and the next command builds")
              .hasLineCount(1);
        }
      }
      Files.delete(current);
      Result again = checkout.jpsi(command);
      assertThat(again.err()).startsWith("jpsi: building, once").hasLineCount(1);
      assertThat(again.out()).contains("-XX:SharedArchiveFile=").doesNotContain("jpsi.damaged");
    }
  }

  @Test
  void anArchiveOfTheUsersOwnIsTakenAndTheBuildMakesOneAllTheSame() throws Exception {
    for (String own : List.of("-XX:AOTCache=x", "-XX:AOTMode=off", "-XX:SharedArchiveFile=x")) {
      Files.writeString(checkout.source("A"), own);
      FakeCheckout.script(
          checkout.jdks.resolve("jdk/bin/java"),
          """
          printf '%s\\n' "$@"
          case " $* " in *-Xshare:dump*) [ -z "${JDK_JAVA_OPTIONS-}" ] || exit 1 ;; *) exit 0 ;; esac
          for word; do case $word in -XX:SharedArchiveFile=*) echo archive >"${word#*=}" ;; esac; done\
          """);
      Result result = checkout.jpsi(Map.of("JDK_JAVA_OPTIONS", own), "train");
      assertThat(result.status()).isZero();
      assertThat(result.lines()).endsWith("org.jpsi.app.Main", "train");
      assertThat(result.out()).doesNotContain("-XX:SharedArchiveFile=");
      assertThat(checkout.jpsi("train").out()).contains("/computes.jsa");
    }
  }

  @Test
  void aBuildIsCalledDamagedWhereItIs() throws Exception {
    String damaged = "jpsi: building, since the last build cannot be read, or is damaged";
    checkout.jpsi("help");
    Path current = checkout.work().resolve("current");
    String good = Files.readString(current);
    for (String bad : List.of("", "garbage", "a\nb\nc\nd\n", good.replace("build.1", "build.x"))) {
      Files.writeString(current, bad);
      assertThat(checkout.jpsi("help").err()).as(bad).startsWith(damaged);
    }
    Files.writeString(checkout.source("A"), "2");
    assertThat(checkout.jpsi("help").err()).startsWith(BUILDING);
  }

  @Test
  void aFullDiskIsToldInOurWordsAlone() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "a device that is always full");
    checkout.maven(FakeCheckout.OK + "ln -s /dev/full ../current\n");
    Result result = checkout.jpsi("help");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err().lines().filter(line -> line.contains("printf"))).isEmpty();
    assertThat(result.err()).contains("jpsi: cannot write what it builds to ", "disk has room");
  }

  @Test
  void withoutAnArchiveCommandsRun() throws Exception {
    FakeCheckout.script(
        checkout.jdks.resolve("jdk/bin/java"),
        "case \" $* \" in *Rehearsal*) exit 1 ;; esac; printf '%s\\n' \"$@\"");
    for (String command : List.of("train", "help")) {
      Result result = checkout.jpsi(command);
      assertThat(result.status()).isZero();
      assertThat(result.lines()).endsWith("org.jpsi.app.Main", command);
      assertThat(result.out()).doesNotContain("-XX:SharedArchiveFile=");
    }
    assertThat(checkout.jpsi("train").err()).as("it is not built again").isEmpty();
  }

  @Test
  void aBuildOfALauncherWithOneArchiveIsNotTaken() throws Exception {
    checkout.jpsi("help");
    Path current = checkout.work().resolve("current");
    List<String> lines = Files.readAllLines(current);
    String one = lines.get(2).replaceFirst(",.*", "");
    Files.write(current, List.of(lines.get(0), lines.get(1), one, lines.get(3)));
    assertThat(checkout.jpsi("help").err()).startsWith(BUILDING);
  }

  @Test
  void aBuildThatFailsShowsWhatMavenSaidAndLeavesNothing() throws Exception {
    checkout.maven("echo noise; echo '[ERROR] ouch'; exit 1");
    Result result = checkout.jpsi("help");
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("the build failed", "[ERROR] ouch", "build.log")
        .doesNotContain("noise");
    assertThat(FakeCheckout.names(checkout.work())).containsExactly("build.log");
    checkout.maven(FakeCheckout.OK);
    assertThat(checkout.jpsi("help").status()).isZero();
    assertThat(FakeCheckout.names(checkout.work()))
        .containsExactly("build.1", "build.log", "current");
  }

  @Test
  void theBuildLeavesTheCheckoutAlone() throws Exception {
    List<String> before = FakeCheckout.names(checkout.root.resolve("app"));
    checkout.jpsi("help");
    assertThat(FakeCheckout.names(checkout.root.resolve("app"))).isEqualTo(before);
  }

  @Test
  void twoAtOnceBuildOnceAndTheSecondIsToldWhoBuilds() throws Exception {
    checkout.maven("echo built >>\"$HOME/built\"; sleep 5; " + FakeCheckout.OK);
    Process one = checkout.start(Map.of(), "help");
    Process two = checkout.start(Map.of(), "help");
    Result first = FakeCheckout.finish(one);
    Result second = FakeCheckout.finish(two);
    assertThat(List.of(first.status(), second.status())).containsOnly(0);
    assertThat(Files.readAllLines(folder.resolve("built"))).hasSize(1);
    assertThat(first.err() + "\n" + second.err())
        .containsPattern("jpsi: waiting for the build of process [0-9]+ on .+, account [0-9]+")
        .doesNotContain("is gone");
  }

  @Test
  void aLockOfOnesOwnProcessNumberIsNoObstacle() throws Exception {
    // as in a container, where every first process is number 1
    String own = "mkdir -p '%s'; %s; exec \"$0\" help";
    Result link =
        checkout.shell(
            Map.of(), own.formatted(checkout.work(), "ln -s $$ '" + checkout.work() + "/lock'"));
    assertThat(link.status()).isZero();
    assertThat(link.err()).startsWith("jpsi: building, once");
    Files.writeString(checkout.source("A"), "2");
    String lock = checkout.work() + "/lock";
    Result named =
        checkout.shell(
            Map.of(),
            own.formatted(
                lock, "echo 7 >'%s/beat'; echo process $$ >'%s/who'".formatted(lock, lock)));
    assertThat(named.status()).isZero();
    assertThat(named.err())
        .containsPattern("jpsi: process [0-9]+ began a build and is gone; going on")
        .contains(BUILDING);
  }

  @Test
  void foldersThatOthersBeganAreNoObstacle() throws Exception {
    for (String begun : List.of("making.1", "making.2", "build.1", "build-4711")) {
      Files.createDirectories(checkout.work().resolve(begun));
    }
    assertThat(checkout.jpsi("help").out()).contains("/.jpsi/build.2/jpsi-app-1.jar");
    assertThat(FakeCheckout.names(checkout.work()))
        .as("they may be in use")
        .contains("making.1", "making.2", "build.1", "build-4711");
  }

  @Test
  void whatWasReplacedLongAgoIsCleanedUpAndWhatIsInUseIsNot() throws Exception {
    FileTime longAgo = FileTime.from(Instant.now().minusSeconds(10 * 86_400));
    checkout.jpsi("help");
    Files.createDirectories(checkout.work().resolve("making.7"));
    Files.createDirectories(checkout.work().resolve("build.7"));
    for (String old : List.of("making.7", "build.7", "build.1")) {
      Files.setLastModifiedTime(checkout.work().resolve(old), longAgo);
    }
    Files.writeString(checkout.source("A"), "2");
    checkout.jpsi("help");
    assertThat(FakeCheckout.names(checkout.work()))
        .as("the first build was in use until now")
        .containsExactly("build.1", "build.2", "build.log", "current");
    Files.writeString(checkout.source("A"), "3");
    checkout.jpsi("help");
    assertThat(FakeCheckout.names(checkout.work())).contains("build.1", "build.2", "build.3");
  }

  @Test
  void aBuilderThatWasKilledIsNotWaitedFor() throws Exception {
    Path begun = folder.resolve("begun");
    checkout.maven("echo >'" + begun + "'; exec " + FakeCheckout.onPath("sleep") + " 600");
    Process builder = checkout.start(Map.of(), "help");
    for (int i = 0; i < 500 && !Files.exists(begun); i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(begun).as("Maven was called").exists();
    List<ProcessHandle> below = builder.descendants().toList();
    builder.destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
    builder.waitFor();
    checkout.maven(FakeCheckout.OK);
    Result next = checkout.jpsi("help");
    assertThat(next.status()).isZero();
    assertThat(next.err())
        .containsPattern("jpsi: process [0-9]+ on .+ began a build and is gone; going on")
        .contains("jpsi: building, once");
    assertThat(checkout.jpsi("help").err()).isEmpty();
  }

  @Test
  void aPathThatAClassPathCannotHoldIsBuiltInTheCache() throws Exception {
    int n = 0;
    for (String name : List.of("a:b", "say \"x\"", "it's", "line\nbreak", "dollar$HOME", "end\n")) {
      FakeCheckout odd =
          new FakeCheckout(Files.createDirectories(folder.resolve("odd" + n++)), name);
      odd.jdk("jdk", "25.0.3");
      Result result = odd.jpsi("help");
      assertThat(result.status()).as(name).isZero();
      assertThat(result.err())
          .contains("Java's class path takes no colon, quote, wildcard or newline in a path");
      assertThat(result.out())
          .contains("-classpath\n" + odd.folder.toRealPath() + "/.cache/jpsi/")
          .contains("-Djpsi.home=" + odd.root.toRealPath() + "\n");
      assertThat(odd.jpsi("help").err()).as(name).isEmpty();
      assertThat(odd.work()).doesNotExist();
    }
    Path bad = Files.createDirectories(folder.resolve("c:d"));
    FakeCheckout odd = new FakeCheckout(folder.resolve("other"), "a:b");
    odd.jdk("jdk", "25.0.3");
    Result refused = odd.jpsi(Map.of("XDG_CACHE_HOME", bad.toString()), "help");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .startsWith("jpsi: cannot build in " + bad)
        .contains("XDG_CACHE_HOME=/a/folder ./jpsi");
  }
}
