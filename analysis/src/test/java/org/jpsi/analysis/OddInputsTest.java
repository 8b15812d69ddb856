package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jpsi.analysis.events.AnalysisExpressions;
import org.jpsi.analysis.events.EventSetBuilder;
import org.jpsi.analysis.events.SampleReader;
import org.jpsi.analysis.file.AnalysisFile;
import org.jpsi.analysis.file.AnalysisReader;
import org.jpsi.analysis.file.AnalysisWithSource;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.analysis.progress.Warnings;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an analysis makes of files as people have them: its features and classes, or what it says.
class OddInputsTest {
  private static final int N = 200;
  private static final Rng RNG = Rng.of(1);

  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();

  private static double a(int i) {
    return Math.rint(1e4 * (RNG.normal(i) + (i % 2 == 0 ? 1 : 0))) / 1e4;
  }

  private static String label(int i) {
    return i % 2 == 0 ? "s" : "b";
  }

  private static double b(int i) {
    return Math.rint(1e4 * RNG.normal(i + 1000L)) / 1e4;
  }

  private void write(String name, String header, IntFunction<String> row) throws IOException {
    StringBuilder text = new StringBuilder(header + "\n");
    for (int i = 0; i < N; i++) {
      text.append(row.apply(i)).append('\n');
    }
    Files.writeString(folder.resolve(name), text);
  }

  private EventSetBuilder.PreparedEvents prepare(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), yaml);
    AnalysisWithSource source = AnalysisReader.read(file, List.of());
    said.clear();
    ProgressListener progress =
        new ProgressListener() {
          @Override
          public void warning(String what) {
            // how few events are dealt is told of all of these
            if (!what.startsWith("few events")) {
              said.add(what);
            }
          }
        };
    Warnings warnings = new Warnings(progress);
    AnalysisExpressions expressions = new AnalysisExpressions(source);
    return new EventSetBuilder(source, expressions, warnings)
        .of(new SampleReader(source, expressions, Optional.empty(), 1, progress, warnings).all());
  }

  private static List<String> features(EventSetBuilder.PreparedEvents events) {
    return events.features().stream().map(AnalysisFile.Feature::name).toList();
  }

  @Test
  void anEnergyInElectronvoltIsAFeature() throws IOException {
    write(
        "t.csv",
        "y,E,b",
        i -> String.format(Locale.ROOT, "%s,%.0f,%s", label(i), 1e9 * Math.exp(a(i)), b(i)));
    assertThat(features(prepare("samples: [t.csv]\nlabel: y\nsignal: s\n")))
        .as("%s", said)
        .containsExactly("E", "b");
    assertThat(said).isEmpty();
  }

  @Test
  void aMissingValueIsCountedAndItsFeatureNamed() throws IOException {
    write("t.csv", "y,a,b", i -> label(i) + "," + (i == 7 ? "NA" : a(i)) + "," + b(i));
    String plain = "samples: [t.csv]\nlabel: y\nsignal: s\nnetwork: {layers: [8]}\n";
    assertThatThrownBy(() -> prepare(plain))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "expected finite numbers in all features, found a (1 NaN of 200: 1 of ");
  }

  @Test
  void aCellThatIsNoNumberIsNamedByLine() throws IOException {
    write("t.csv", "y,a,b", i -> label(i) + "," + (i == 7 ? "1.2x" : a(i)) + "," + b(i));
    assertThat(features(prepare("samples: [t.csv]\nlabel: y\nsignal: s\n"))).containsExactly("b");
    assertThat(said)
        .containsExactly(
            "excluded from the features: a, since it is text: line 9 has `1.2x`, where 199 of 200"
                + " values are numbers");
    assertThatThrownBy(() -> prepare("samples: [t.csv]\nlabel: y\nsignal: s\nfeatures: [a]\n"))
        .hasMessageContaining(
            "expected a number, found text: line 9 has `1.2x`, where 199 of 200 values are numbers;"
                + " correct the file");
  }

  @Test
  void anIndexOfPandasIsLeftOut() throws IOException {
    write("t.csv", ",y,a,b", i -> i + "," + label(i) + "," + a(i) + "," + b(i));
    assertThat(features(prepare("samples: [t.csv]\nlabel: y\nsignal: s\n")))
        .containsExactly("a", "b");
    assertThat(said)
        .containsExactly(
            "excluded from the features: Unnamed: 0, since its name is that of a number of the"
                + " event, run or the like; name it in `features:` to take it in");
  }

  @Test
  void blanksAreNoPartOfAClassOrAName() throws IOException {
    write("t.csv", "a, y", i -> a(i) + ", " + label(i));
    EventSetBuilder.PreparedEvents events = prepare("samples: [t.csv]\nlabel: y\nsignal: s\n");
    assertThat(events.events().classes()).containsExactly("b", "s");
  }

  @Test
  void decimalCommasFortransExponentsAndSeparatorsAtTheEndAreRead() throws IOException {
    write("t.csv", "y,a,b", i -> label(i) + "," + a(i) + "," + b(i) + ",");
    String yaml = "samples: [t.csv]\nlabel: y\nsignal: s\n";
    double[] plain = prepare(yaml).events().features().getFirst().toDoubles();
    assertThat(plain[3]).isEqualTo(a(3));
    write("t.csv", "y;a;b", i -> (label(i) + ";" + a(i) + ";" + b(i)).replace('.', ','));
    assertThat(prepare(yaml).events().features().getFirst().toDoubles()).containsExactly(plain);
    assertThat(said)
        .containsExactly(
            folder.resolve("t.csv") + ": commas are decimal points in column a and 1 other");
    write("t.csv", "# from my ntupler\ny a b", i -> label(i) + " " + a(i) + "D+00  " + b(i));
    assertThat(prepare(yaml).events().features().getFirst().toDoubles()).containsExactly(plain);
    assertThat(said).isEmpty();
  }

  @Test
  void truthValuesAreClassesByAnyOfTheirNames() throws IOException {
    write("t.csv", "y,a,b", i -> (i % 2 == 0 ? "True," : "False,") + a(i) + "," + b(i));
    for (String signal : new String[] {"true", "True", "T", "1"}) {
      EventSetBuilder.PreparedEvents events =
          prepare("samples: [t.csv]\nlabel: y\nsignal: \"" + signal + "\"\n");
      assertThat(events.events().classes()).as(signal).containsExactly("0", "1");
      assertThat(events.events().classOf()[0]).as(signal).isEqualTo(1);
    }
  }

  @Test
  void anIntegerIsNotRoundedInASelection() throws IOException {
    String[] evt = new String[N];
    for (int i = 0; i < N; i++) {
      evt[i] = Long.toUnsignedString(Long.MAX_VALUE - 50 + i);
    }
    write("t.csv", "evt,y,a", i -> evt[i] + "," + label(i) + "," + a(i));
    String yaml = "samples: [t.csv]\nlabel: y\nsignal: s\nfeatures: [a]\nspectators: [evt]\n";
    // 2^63 + 3
    String select = "select: evt != 9223372036854775811\n";
    assertThat(prepare(yaml + select).events().events()).isEqualTo(N - 1);
    write("t.csv", "evt,y,a", i -> (i == 3 ? "" : evt[i]) + "," + label(i) + "," + a(i));
    assertThatThrownBy(() -> prepare(yaml + select))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "found text: line 2 has `9223372036854775757`, an integer that float64 rounds, and line"
                + " 5 has no value, which integers cannot have; write one");
  }

  @Test
  void columnsThatOnlySomeFilesOfASampleHaveAreTold() throws IOException {
    write("s1.csv", "a,b", i -> a(2 * i) + "," + b(i));
    write("s2.csv", "b,c,a", i -> b(i + N) + ",1," + a(2 * i + 400));
    Files.writeString(folder.resolve("s3.csv"), "c\n");
    write("b.csv", "a,b", i -> a(2 * i + 1) + "," + b(i + 2 * N));
    String yaml = "samples: [{files: [%s], class: s}, {files: b.csv, class: b}]\n";
    assertThat(features(prepare(String.format(yaml, "s1.csv, s2.csv, s3.csv"))))
        .containsExactly("a", "b");
    assertThat(said)
        .contains(
            folder.resolve("s2.csv")
                + ": column c is left out, since "
                + folder.resolve("s1.csv")
                + " has none",
            folder.resolve("s3.csv") + " has no events; the sample's others are taken");
    assertThatThrownBy(() -> prepare(String.format(yaml, "s2.csv, s1.csv")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "["
                + folder.resolve("s1.csv")
                + "] expected column c, as in "
                + folder.resolve("s2.csv")
                + ", found none; ")
        .hasMessageContaining("name the `features:` that all files of the sample have");
    assertThat(features(prepare(String.format(yaml, "s2.csv, s1.csv") + "features: [a, b]\n")))
        .containsExactly("a", "b");
  }

  @Test
  void aColumnThatIsTextInOneFileIsNamedWithItsLine() throws IOException {
    write("s1.csv", "a,b", i -> a(2 * i) + "," + b(i));
    write("s2.csv", "a,b", i -> (i == 5 ? "x" : a(2 * i)) + "," + b(i));
    write("b.csv", "a,b", i -> a(2 * i + 1) + "," + b(i + 2 * N));
    assertThatThrownBy(
            () -> prepare("samples: [{files: \"s?.csv\", class: s}, {files: b.csv, class: b}]\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("[" + folder.resolve("s2.csv") + "] expected column a as in ")
        .hasMessageContaining(
            "s1.csv, float64, found text (line 7 has `x`, where 199 of 200 values");
  }

  @Test
  void inARegressionAnIntegerThatFollowsTheTargetIsAFeature() throws IOException {
    write(
        "t.csv",
        "t,charge,serial,x",
        i ->
            a(i)
                + ","
                + Math.round(1e6 * Math.exp(a(i) + 0.1 * b(i)))
                + ","
                + (RNG.bits(i) >>> 1)
                + ","
                + b(i));
    assertThat(features(prepare("samples: [t.csv]\ntarget: t\n")))
        .as("%s", said)
        .containsExactly("charge", "x");
    assertThat(said)
        .contains(
            "excluded from the features: serial, since its whole numbers are nearly all different,"
                + " as those of event numbers are; name it in `features:` to take it in");
  }
}
