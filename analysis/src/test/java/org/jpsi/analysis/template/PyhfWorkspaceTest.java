package org.jpsi.analysis.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jpsi.analysis.template.SampleTemplates.VariedTemplates;
import org.jpsi.core.eval.ScoreTemplate;
import org.jpsi.core.io.Json;
import org.junit.jupiter.api.Test;

/// Workspaces of pyhf at their limits; TemplateRunTest has pyhf itself read one.
class PyhfWorkspaceTest {
  private static ScoreTemplate template(double... contents) {
    double[] sums = new double[contents.length + 2];
    System.arraycopy(contents, 0, sums, 1, contents.length);
    return new ScoreTemplate(
        ScoreTemplate.equalBins(contents.length),
        sums,
        Arrays.stream(sums).map(Math::abs).toArray(),
        9);
  }

  private static SampleTemplates sample(
      boolean signal, ScoreTemplate nominal, Map<String, VariedTemplates> variations) {
    return new SampleTemplates(signal ? "s" : "b", signal, nominal, variations);
  }

  private static PyhfWorkspace workspace(SampleTemplates... samples) {
    return new PyhfWorkspace(
        "n",
        List.of(new TemplateSet("score", List.of(samples), Optional.empty())),
        OptionalDouble.empty());
  }

  private static SampleTemplates background() {
    return sample(false, template(100, 25), Map.of());
  }

  @Test
  void signalAndBackgroundMustBeThere() {
    SampleTemplates signal = sample(true, template(1, 2), Map.of());
    assertThatThrownBy(() -> workspace(signal).values()).hasMessageContaining("no background");
    assertThatThrownBy(() -> workspace(background()).values()).hasMessageContaining("no signal");
    assertThatThrownBy(() -> workspace(signal, sample(false, template(1, 0), Map.of())).values())
        .hasMessageContaining("none in the bin of scores from 0.5 to 1")
        .hasMessageContaining("generate more background");
    assertThatThrownBy(
            () -> workspace(signal, sample(false, template(40, 0, 50, 60), Map.of())).values())
        .hasMessageContaining("none in the bin of scores from 0.25 to 0.5")
        .hasMessageContaining("--bins 0,0.5,0.75,1");
  }

  @Test
  void muReachesWhatMayBeExcluded() {
    for (double[] each : new double[][] {{1, 10}, {0.1, 100}, {1e-4, 1e5}, {0, 10}}) {
      // 20 / sqrt(s^2 / b), here with s = 25 k and b = 25 in one bin
      SampleTemplates signal = sample(true, template(0, 25 * each[0]), Map.of());
      assertThat(Json.write(workspace(signal, background()).values()))
          .contains("\"bounds\":[[0.0," + each[1] + "]]");
    }
  }

  @Test
  void namesOfParametersStayApartAndEmptySamplesHaveNoVariation() {
    VariedTemplates up = new VariedTemplates(template(2, 2), Optional.of(template(1, 1)));
    PyhfWorkspace all =
        workspace(
            sample(true, template(1, 3), Map.of("mu", up)),
            background(),
            sample(false, template(0, 0), Map.of("lumi", up)));
    assertThat(Json.write(all.values()))
        .contains("\"name\":\"mu_variation\",\"type\":\"normsys\",\"data\":{\"hi\":1.0,\"lo\":0.5}")
        .contains("\"hi_data\":[2.0,2.0],\"lo_data\":[2.0,2.0]")
        .doesNotContain("lumi");
    assertThat(all.notes())
        .containsExactly(
            "variation mu is the parameter mu_variation, for there is another one",
            "variation lumi is the parameter lumi_variation, for there is another one",
            "b has no yield with variation lumi, or none without it: the variation is left out of"
                + " it");
  }

  @Test
  void aMirrorImageIsNotNegative() {
    PyhfWorkspace all =
        workspace(
            sample(true, template(1, 3), Map.of()),
            sample(
                false,
                template(100, 25),
                Map.of("one", new VariedTemplates(template(50, 75), Optional.empty()))));
    assertThat(Json.write(all.values())).contains("\"lo\":1.2").contains("[125.0,0.0]");
  }
}
