package org.jpsi.analysis.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Cross sections, sums of weights and luminosity of the analysis file.
class SampleNormalizationTest {
  private static AnalysisFile read(String xsec, String sumw, String rest) {
    String yaml =
        "samples:\n  - {files: s.root, class: s, xsec: %s, sumw: %s}\n".formatted(xsec, sumw)
            + "  - {files: b.root, class: b, xsec: 1 nb, sumw: 10}\n"
            + rest
            + "\n";
    return AnalysisReader.parse("n.yaml", yaml, Path.of("/data"), List.of()).analysis();
  }

  private static double factor(String xsec, String luminosity) {
    AnalysisFile file = read(xsec, "500", "luminosity: " + luminosity);
    return file.samples()
        .getFirst()
        .normalization()
        .orElseThrow()
        .factor(file.luminosity().orElseThrow(), 500);
  }

  @ParameterizedTest
  @CsvSource({
    "0.83 pb, 139 /fb, 230.74",
    "0.83pb, 139/fb, 230.74",
    "830 fb, 139 fb^-1, 230.74",
    "0.83 pb, 139 fb-1, 230.74",
    "0.83 pb, 139 ifb, 230.74",
    "0.83 pb, 139 fb**-1, 230.74",
    "0.83 pb, 1.39e5 / pb, 230.74",
    "8.3e-4 nb, 0.139 /ab, 230.74",
    "60 mb, 1 /nb, 120000",
    "60000 \u00b5b, 1 /nb, 120000",
    "7e-26 b, 1 /ab, 1.4e-10",
    "1 ab, 500 /fb, 0.001"
  })
  void unitsOfEitherAreReadAndConverted(String xsec, String luminosity, double expected) {
    assertThat(factor(xsec, luminosity)).isCloseTo(expected, within(1e-15 * expected));
  }

  @Test
  void yieldsFollowAndWhatIsWrittenIsReadAgain() {
    AnalysisFile file =
        read(
            "0.83 pb, kFactor: 1.1, filterEfficiency: 0.25",
            "{tree: Runs, branch: genEventSumw}",
            "luminosity: 36.1/fb\nweight: genWeight");
    assertThat(file.yields()).isTrue();
    assertThat(file.samples().getFirst().normalization())
        .hasValue(
            new SampleNormalization(
                new CrossSection(0.83, BarnUnit.PICOBARN),
                1.1,
                0.25,
                new SampleNormalization.SumOfWeights.Branch("Runs", "genEventSumw")));
    for (String text : List.of(AnalysisWriter.allKeys(file), AnalysisWriter.nonDefaults(file))) {
      assertThat(text).contains("luminosity: \"36.1 /fb\"\n", "xsec: \"0.83 pb\"");
      assertThat(AnalysisReader.parse("n.yaml", text, Path.of("/data"), List.of()).analysis())
          .isEqualTo(file);
    }
    assertThat(read("1 pb", "genWeight", "luminosity: 1 /fb").samples().getFirst())
        .extracting(sample -> sample.normalization().orElseThrow().sumw())
        .isEqualTo(new SampleNormalization.SumOfWeights.Branch("", "genWeight"));
    assertThat(read("1 pb", "1.5e6", "luminosity: 1 /fb").samples().getFirst())
        .extracting(sample -> sample.normalization().orElseThrow().sumw())
        .isEqualTo(new SampleNormalization.SumOfWeights.Given(1.5e6));
    String without = "samples: [a.root, b.root]\n";
    assertThat(
            AnalysisReader.parse("n.yaml", without, Path.of("/data"), List.of())
                .analysis()
                .toYaml())
        .doesNotContain("luminosity", "xsec", "sumw", "kFactor", "filterEfficiency");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          0.83 | 5 | luminosity: 1 /fb | [n.yaml:2:37 samples.0.xsec] expected a cross section with its unit, as in `0.83 pb`, in b, mb, ub, nb, pb, fb, ab, found no unit
          0.83 pbb | 5 | luminosity: 1 /fb | [n.yaml:2:37 samples.0.xsec] expected a cross section with its unit, as in `0.83 pb`, in b, mb, ub, nb, pb, fb, ab, found the unit `pbb`; did you mean pb or ab or b?
          -1 pb | 5 | luminosity: 1 /fb | [n.yaml:2:37 samples.0.xsec] expected a cross section with its unit, as in `0.83 pb`, a number above 0, found `-1 pb`
          1 pb | 0 | luminosity: 1 /fb | [n.yaml:2:49 samples.0.sumw] expected a number above 0, or the name of a branch, found 0
          1 pb | {tree: Runs} | luminosity: 1 /fb | [n.yaml:2:49 samples.0.sumw] expected the keys branch and, where it is another, tree, found the keys tree
          1 pb | 5 | luminosity: 139 | [n.yaml:4:13 luminosity] expected a luminosity with its unit, as in `139 /fb`, in /b, /mb, /ub, /nb, /pb, /fb, /ab, found no unit
          1 pb | 5 | luminosity: 139 fb | [n.yaml:4:13 luminosity] expected a luminosity with its unit, as in `139 /fb`, in /b, /mb, /ub, /nb, /pb, /fb, /ab, found the unit `fb`; did you mean /fb or /ab or /b?
          1 pb | 5 | seed: 1 | [n.yaml:2:5 samples.0] expected `luminosity:` of the analysis beside `xsec:` of its samples, found none; say it with its unit, as in `luminosity: 139 /fb`
          1 pb | 5 | {luminosity: 1 /fb, yields: false} | [n.yaml:5:9 yields] expected `yields: true`, since weights are normalized to `luminosity:`, found false; leave `yields:` out
          """)
  void whatIsWrongIsToldWithItsPlace(String xsec, String sumw, String rest, String message) {
    String lines = rest.startsWith("{") ? "luminosity: 1 /fb\nyields: false" : rest;
    assertThatThrownBy(() -> read(xsec, sumw, lines))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {files: a, xsec: 1 pb, sumw: 3}, b | samples.1] expected `xsec:` and `sumw:` of every sample, as `luminosity:` needs them, found a sample without
          a, b | samples.0] expected `xsec:` and `sumw:` of every sample, as `luminosity:` needs them
          {files: a, kFactor: 2}, b | samples.0.kFactor] expected `xsec:` beside `kFactor:`, found none
          {files: a, sumw: w}, b | samples.0.sumw] expected `xsec:` beside `sumw:`, found none
          {files: a, xsec: 1 pb}, b | samples.0.xsec] expected `sumw:` beside `xsec:`, the sum of the generator's weights of all events, found none
          {files: a, xsec: 1 pb, sumw: 3}, {files: b, xsec: 1 pb, sumw: 3, part: test} | samples.1] expected no `part:` beside `luminosity:`: each sample has the whole yield of its process, found `part: test`; name all files
          {files: a, filterEfficiency: 2}, b | samples.0.filterEfficiency] expected a number above 0, up to 1, found 2
          """)
  void allSamplesAreNormalizedOrNone(String samples, String message) {
    String yaml = "samples: [" + samples + "]\nluminosity: 1 /fb\n";
    assertThatThrownBy(() -> AnalysisReader.parse("n.yaml", yaml, Path.of("/data"), List.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
