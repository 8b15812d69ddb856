package org.jpsi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jpsi.core.events.Events;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.lessons.Course;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// The programs at the front door, as a physicist writes them: without an import, started by `jpsi
/// lesson`. Only the number of events and the folder are others here.
@Isolated
class FrontDoorTest {
  private static final String EVENTS =
      """
      var events = Events.generate("higgs", 200_000).weight("weight").label("process");     // or Events.open("higgs.root", "tree"); a chain with *
      var clean  = events.filter("m_bb > 0").define("dphi", "acos(cos(lepton_phi - jet1_phi))");
      """;

  private static final String ANALYSIS =
      """
      show(clean.histogram("m_bb", 50, 0, 300).by("process"));           // weighted, and says so

      var run = Analysis.of(clean).features("m_*", "dphi").fit();
      show(run);                                                          // verdict, learning curves, ROC, scores
      IO.println(run.test().auc());
      var scored = clean.define("score", run.model());                    // by name; run.model().predict(clean) gives the numbers alone
      run.save("runs/higgs");
      """;

  private static final String SNAPSHOT =
      """
      clean.filter("dphi > 1").snapshot(Path.of("skim.root"));            // or .csv, .npy: every column, dphi too
      """;

  private static final String BY_HAND =
      """
      var parts = clean.split(0.6, 0.2, 0.2);                             // .by("eventNumber"), .seed(1)
      var prep  = Preprocessing.standardize("m_bb", "m_wbb", "m_wwbb").fit(parts.train());
      var net   = Sequential.of(Linear.of(3, 64), Relu.of(), Linear.of(64, 1));
      var fit   = Trainer.of(net, BinaryCrossEntropy.of(), Adam.of(1e-3)).epochs(20).fit(prep, parts);
      show(fit.history(), Roc.of(fit.model(), parts.test()));
      """;

  @TempDir Path folder;

  private record Printed(Session session, List<String> lines, String page) {}

  /// Runs a program of these statements, and gives what it printed to the terminal and on its page.
  private Printed run(String statements) throws Exception {
    String program =
        "void main() {\n"
            + statements
                .replace("200_000", "12_000")
                .replace("runs/higgs", folder.resolve("runs/higgs").toString())
                .replace("skim.root", folder.resolve("skim.root").toString())
            + "}\n";
    Path file = Files.writeString(folder.resolve("Mine.java"), program);
    Path page = folder.resolve("page.html");
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Session session;
    try {
      System.setOut(new PrintStream(printed, true, UTF_8));
      session = Session.of("lesson", file.toString(), "--out", page.toString(), "--no-browser");
    } finally {
      System.setOut(before);
    }
    assertThat(session.err()).isEmpty();
    assertThat(session.status()).isZero();
    return new Printed(session, printed.toString(UTF_8).lines().toList(), Files.readString(page));
  }

  @Test
  void eventsAreWrittenToAFile() throws Exception {
    run(EVENTS + "show(clean.histogram(\"m_bb\", 50, 0, 300));\n" + SNAPSHOT);
    try (Events skim = Events.open(folder.resolve("skim.root"))) {
      assertThat(skim.names()).contains("m_bb", "weight", "process", "dphi");
      assertThat(skim.count()).isBetween(1000L, 11_000L);
      assertThat(skim.min("dphi")).isGreaterThan(1);
    }
  }

  @Test
  void anAnalysisIsAFewLines() throws Exception {
    Printed found = run(EVENTS + ANALYSIS);
    List<String> shown = found.session().lines();
    assertThat(shown.getFirst())
        .startsWith("[figure 1] m_bb, weighted, ")
        .contains(
            " above (sum of weights / 6 GeV against m_bb [GeV]): process 0: ", ", process 1: ");
    assertThat(shown.get(1))
        .startsWith("On 2,")
        .contains(" test events the ensemble tells 1 from 0 with an AUC of 0.");
    assertThat(shown)
        .anySatisfy(
            line -> assertThat(line).startsWith("[figure 2] Loss: Training and held-out loss"))
        .anySatisfy(line -> assertThat(line).startsWith("[figure 3] AUC on held-out events"))
        .anySatisfy(line -> assertThat(line).contains("ROC curve"))
        .anySatisfy(line -> assertThat(line).contains("Score"));
    assertThat(found.page()).contains("<svg ", "process 0: ");

    Matcher auc = Pattern.compile("(0\\.\\d+) ± (0\\.\\d+)").matcher(found.lines().getFirst());
    assertThat(auc.matches()).as(found.lines().toString()).isTrue();
    double value = Double.parseDouble(auc.group(1));
    assertThat(value).isBetween(0.75, 0.85);

    Path run = folder.resolve("runs/higgs");
    Matcher written =
        Pattern.compile("(?s)\"test\" : \\{.*?\"auc\" : ([\\d.]+),")
            .matcher(Files.readString(run.resolve("metrics.json")));
    assertThat(written.find()).isTrue();
    assertThat(Double.parseDouble(written.group(1))).isCloseTo(value, within(1e-4));
    assertThat(run).isDirectoryContaining(file -> file.endsWith("model.safetensors"));
    for (String name :
        List.of("analysis.yaml", "history.csv", "report.html", "scores.root", "plots/roc.svg")) {
      assertThat(run.resolve(name)).isNotEmptyFile();
    }
    Model model = ModelFile.read(run.resolve("model.safetensors"));
    assertThat(model.features().names())
        .containsExactly("m_jj", "m_jjj", "m_lv", "m_jlv", "m_bb", "m_wbb", "m_wwbb", "dphi");
    assertThat(model.features().list().getLast().expression())
        .isEqualTo("acos(cos(lepton_phi - jet1_phi))");
    assertThat(model.selection()).isEqualTo("m_bb > 0");

    // the saved analysis trains again as it stands, to the same figures
    Path again = folder.resolve("again");
    Session trained =
        Session.of("train", run.resolve("analysis.yaml").toString(), "--out", again.toString());
    assertThat(trained.err()).isEmpty();
    assertThat(again.resolve("metrics.json")).hasSameTextualContentAs(run.resolve("metrics.json"));
    assertThat(again.resolve("model.safetensors"))
        .hasSameBinaryContentAs(run.resolve("model.safetensors"));
    // and the model scores generated events by name
    double[] scores = model.predict(Events.generate("higgs", 100).filter("m_bb > 0"));
    assertThat(Arrays.stream(scores))
        .hasSizeGreaterThan(90)
        .allMatch(score -> score > 0 && score < 1);
  }

  @Test
  void theSameByHandIsAFewMore() throws Exception {
    Printed found =
        run(EVENTS + BY_HAND + "IO.println(Roc.of(fit.model(), parts.test()).auc());\n");
    assertThat(found.session().lines())
        .startsWith("[figure 1] Loss (loss per event against epoch): training, validation");
    Matcher shown =
        Pattern.compile("\\[figure 2] ROC, area (0\\.\\d+) ± 0\\.\\d+ .*")
            .matcher(found.session().lines().get(1));
    assertThat(shown.matches()).as(found.session().out()).isTrue();
    double auc = Double.parseDouble(found.lines().getFirst().replaceFirst(" .*", ""));
    assertThat(Double.parseDouble(shown.group(1))).isCloseTo(auc, within(1e-3));
    assertThat(auc).isBetween(0.70, 0.85);
  }

  private record Ended(int status, String out, String err) {}

  /// Runs a program by plain `java`, with the jars on its class path.
  private Ended java(String program) throws Exception {
    Path file = Files.writeString(folder.resolve("Plain.java"), program);
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    int status =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                file.toString())
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();
    return new Ended(status, Files.readString(out), Files.readString(err));
  }

  private static final String TWO_IMPORTS =
      """
      import org.jpsi.*;
      import static org.jpsi.Jpsi.*;

      """;

  @Test
  void withTheJarsOnTheClassPathTwoImportsAreEnough() throws Exception {
    String program =
        TWO_IMPORTS
            + "void main() {\n"
            + EVENTS.replace("200_000", "3_000")
            + ANALYSIS
            + BY_HAND
            + "show(clean, clean.describe(), clean.correlations(\"m_*\"));\n"
            + "show(clean.histogram2D(\"m_bb\", 20, 0, 300, \"m_wbb\", 20, 0, 600));\n"
            + "show(clean.profile(\"m_bb\", 20, 0, 300, \"m_wbb\"));\n"
            + "}\n";
    Ended plain = java(program);
    assertThat(plain.err()).isEqualTo("WARNING: Using incubator modules: jdk.incubator.vector\n");
    assertThat(plain.status()).isZero();
    assertThat(plain.out().lines())
        .anyMatch(line -> line.startsWith("[figure 1] m_bb, weighted, "))
        .anyMatch(line -> line.startsWith("in file:") && line.endsWith("/runs/figures.html"))
        .anyMatch(line -> line.contains(" test events the ensemble tells 1 from 0 with an AUC of"))
        .anyMatch(line -> line.matches("0\\.[678]\\d+ ± 0\\.\\d+"))
        .anyMatch(line -> line.contains("] ROC, area 0."))
        .anyMatch(line -> line.endsWith(" columns, weight weight, label process"))
        .anyMatch(line -> line.contains("] Correlations in percent, weighted of 7 columns: "));
    assertThat(folder.resolve("runs/higgs/report.html")).isNotEmptyFile();
    assertThat(folder.resolve("runs/figures.html")).content().contains("<svg ", "stdDev");
  }

  @Test
  void thePageShowsTheseProgramsAndNoneIsLongerThanPythons() throws Exception {
    String page = Files.readString(Home.folder().resolve("docs/front-door.md"));
    Pattern block = Pattern.compile("```(python|java)\\n(.*?)```", Pattern.DOTALL);
    List<String> texts = block.matcher(page).results().map(found -> found.group(2)).toList();
    assertThat(texts).hasSize(4);
    assertThat(texts.get(1)).isEqualTo(EVENTS + ANALYSIS);
    assertThat(texts.get(3)).isEqualTo(BY_HAND);
    for (int i = 0; i < 4; i += 2) {
      assertThat(lines(texts.get(i + 1))).isLessThanOrEqualTo(lines(texts.get(i)));
    }
  }

  private static long lines(String program) {
    return program.lines().filter(line -> !line.isBlank()).count();
  }

  @Test
  void namesOfTheDoorGoTogetherWithTheTypesThatTheyStandFor() throws Exception {
    Ended plain =
        java(
            "import java.nio.file.Path;\nimport java.util.List;\n"
                + "import org.jpsi.core.events.Events;\nimport org.jpsi.core.nn.*;\n"
                + TWO_IMPORTS
                + """
                void main() {
                  Events events = Events.generate("higgs", 300, 2).label("process");
                  Sequential net = Sequential.of(Linear.of(2, 8), Gelu.of(), Dropout.of(0.1), Linear.of(8, 1));
                  IO.println(events.count() + " " + net);
                  Events.open(Path.of("nowhere.root"));
                }
                """);
    assertThat(plain.out())
        .isEqualTo("300 Sequential(Linear(2, 8), Gelu(), Dropout(0.1), Linear(8, 1))\n");
    assertThat(plain.err()).contains("nowhere.root] no such file; check the path");
    assertThat(plain.status()).isEqualTo(1);
  }

  @Test
  void theShellNeedsNoImportEither() throws Exception {
    Path snippets = folder.resolve("mine.jsh");
    Files.writeString(
        snippets,
        EVENTS.replace("200_000", "500")
            + "show(clean.histo1D(\"m_bb\", 5, 0, 300).by(\"process\"));\n"
            + "IO.println(clean.sumOfWeights().events() == clean.count());\n/exit\n");
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Session session;
    try {
      System.setOut(new PrintStream(printed, true, UTF_8));
      session =
          Session.of(
              "shell", "--out", folder.resolve("shell.html").toString(), snippets.toString());
    } finally {
      System.setOut(before);
    }
    assertThat(session.err()).isEmpty();
    assertThat(folder.resolve("shell.html")).content().contains("m_bb");
    assertThat(session.lines()).anyMatch(line -> line.startsWith("[figure 1] m_bb, weighted"));
    assertThat(printed.toString(UTF_8)).contains("true");
  }

  @Test
  void aMistakeInAProgramWithoutImportsIsToldWithItsLineAndTheNearestName() throws Exception {
    Path file = folder.resolve("Wrong.java");
    Files.writeString(
        file,
        "void main() {\n"
            + EVENTS.replace("200_000", "100").replace("m_bb > 0", "m_b > 0")
            + "}\n");
    assertThat(Session.of("lesson", file.toString()).err())
        .contains("expected a column m_b, found 31 others; did you mean m_bb");
    Files.writeString(file, "void main() { int a = \"text\";\n}\n");
    assertThat(Session.of("lesson", file.toString()).err())
        .contains(
            "Wrong.java:1] incompatible types: String cannot be converted to int\n"
                + "  void main() { int a = \"text\";\n"
                + "                        ^");
    Files.writeString(
        file,
        "void main() {\n"
            + "  var events = Events.generate(\"higgs\", 100).label(\"process\");\n"
            + "  Analysis.of(events).features(\"mm_*\").fit();\n}\n");
    assertThat(Session.of("lesson", file.toString()).err())
        .contains(
            "[features] expected columns of numbers with names like mm_*, found none among 31");
  }

  @Test
  void noNameOfWhatIsImportedMeansTwoThings() {
    List<String> packages =
        Course.in(Home.folder()).imports().stream()
            .map(Pattern.compile("import (org\\.jpsi[\\w.]*)\\.\\*;")::matcher)
            .filter(Matcher::matches)
            .map(line -> line.group(1))
            .toList();
    assertThat(packages).contains("org.jpsi", "org.jpsi.core.events", "org.jpsi.core.train");
    Map<String, TreeSet<String>> names = new TreeMap<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(packages)) {
      if (packages.contains(type.getPackageName())
          && type.getModifiers().contains(JavaModifier.PUBLIC)
          && type.isTopLevelClass()) {
        names.computeIfAbsent(type.getSimpleName(), _ -> new TreeSet<>()).add(type.getName());
      }
    }
    assertThat(names).containsKeys("Events", "Analysis", "Trainer");
    assertThat(names.values()).filteredOn(types -> types.size() > 1).isEmpty();
  }
}
