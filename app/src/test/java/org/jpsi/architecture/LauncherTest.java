package org.jpsi.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./jpsi` finds a JDK, and starts the command with its flags.
class LauncherTest {
  @TempDir Path folder;
  private FakeCheckout checkout;

  @BeforeEach
  void aCheckoutWithABlankInItsName() throws IOException {
    checkout = new FakeCheckout(folder, "a repository");
  }

  @Test
  void withoutAJdkItSaysHowToGetOne() throws Exception {
    checkout.jdk("old", "25.0.2");
    FakeCheckout.Result result = checkout.jpsi("help");
    assertThat(result.status()).isEqualTo(69);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("jpsi: needs a JDK 25.0.3 or newer, and found none.")
        .contains("brew install", "sdk install", "JAVA_HOME", "old (25.0.2)");
  }

  @Test
  void theLowestReleaseThatIsNewEnoughIsTakenWithItsLatestUpdate() throws Exception {
    checkout.jdk("a", "17.0.15");
    checkout.jdk("b", "27");
    checkout.jdk("c", "25.0.3");
    checkout.jdk("d", "25.0.11");
    checkout.jdk("e", "1.8.0_402");
    assertThat(checkout.jpsi("help").lines().getFirst()).endsWith("/jdks/d/bin/java");
  }

  @Test
  void aSuitableJavaHomeIsTakenBeforeAllOthers() throws Exception {
    checkout.jdk("plain", "25.0.3");
    Path mine = checkout.jdk("mine", "26.0.1+8");
    Path old = checkout.jdk("old", "21.0.2");
    assertThat(checkout.jpsi(Map.of("JAVA_HOME", mine.toString()), "help").lines().getFirst())
        .endsWith("/jdks/mine/bin/java");
    assertThat(checkout.jpsi(Map.of("JAVA_HOME", old.toString()), "help").lines().getFirst())
        .endsWith("/jdks/plain/bin/java");
    assertThat(checkout.jpsi(Map.of("JAVA25_HOME", mine.toString()), "help").lines().getFirst())
        .endsWith("/jdks/mine/bin/java");
  }

  @Test
  void aJavaOnThePathIsFoundThroughItsLinks() throws Exception {
    Path home = checkout.jdk("../elsewhere", "25.0.4");
    Files.createSymbolicLink(checkout.tools.resolve("java"), home.resolve("bin/java"));
    assertThat(checkout.jpsi("help").lines().getFirst()).endsWith("/elsewhere/bin/java");
  }

  @Test
  void aFolderWithoutACompilerIsNoJdk() throws Exception {
    Files.delete(checkout.jdk("jre", "25.0.3").resolve("bin/javac"));
    assertThat(checkout.jpsi("help").status()).isEqualTo(69);
  }

  @Test
  void onlyWhatComputesGetsTheVectorModule() throws Exception {
    checkout.jdk("jdk", "25.0.3");
    String vector = "--add-modules=jdk.incubator.vector";
    assertThat(checkout.jpsi("train", "a file.yaml").lines())
        .contains(vector, "-XX:+UseSerialGC")
        .containsSubsequence("org.jpsi.app.Main", "train", "a file.yaml");
    assertThat(checkout.jpsi("apply", "m", "f").lines()).contains(vector);
    assertThat(checkout.jpsi("inspect", "f").lines()).doesNotContain(vector);
    assertThat(checkout.jpsi("train", "--help").lines()).doesNotContain(vector);
  }

  @Test
  void whatIsOverInAMomentTakesTheFirstCompilerAlone() throws Exception {
    checkout.jdk("jdk", "25.0.3");
    String first = "-XX:TieredStopAtLevel=1";
    for (String[] words :
        new String[][] {
          {"help"},
          {"schema"},
          {"doctor"},
          {"train", "--help"},
          {"inspect", "a model.safetensors"},
          {"inspect", folder.toString()}
        }) {
      assertThat(checkout.jpsi(words).lines()).as(String.join(" ", words)).contains(first);
    }
    assertThat(checkout.jpsi("inspect", "events.root").lines()).doesNotContain(first);
    assertThat(checkout.jpsi("train").lines()).doesNotContain(first);
    assertThat(checkout.jpsi("doctor").lines())
        .as("it tells what a training would have")
        .contains("--add-modules=jdk.incubator.vector");
  }

  @Test
  void aJdkThatLostTheVectorModuleRunsWithoutIt() throws Exception {
    Path home = checkout.jdk("jdk", "40");
    Files.writeString(
        home.resolve("release"), "JAVA_VERSION=\"40\"\nMODULES=\"java.base java.xml\"\n");
    assertThat(checkout.jpsi("train").lines())
        .doesNotContain("--add-modules=jdk.incubator.vector")
        .contains("--enable-native-access=ALL-UNNAMED");
  }

  @Test
  void itRunsThroughALinkFromAnywhere() throws Exception {
    checkout.jdk("jdk", "25.0.3");
    Path link = Files.createSymbolicLink(folder.resolve("my link"), Path.of("a repository/jpsi"));
    Process process =
        checkout
            .process(Map.of(), link.toString(), "help")
            .directory(checkout.jdks.toFile())
            .start();
    assertThat(FakeCheckout.finish(process).lines()).endsWith("org.jpsi.app.Main", "help");
  }
}
