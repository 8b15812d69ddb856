package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpsi.analysis.template.TemplateService;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.ScoreTemplate;
import org.jpsi.core.model.Model;
import org.jpsi.core.model.ModelFile;
import org.jpsi.core.model.Scorer;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Templates of runs of folds with variations, and of several classes, a channel each.
class TemplateChannelsTest {
  private static final double[] BINS = {0, 0.4, 0.6, 1};
  private static final List<String> CLASSES = TemplateRuns.CLASSES;

  @TempDir Path folder;

  private final List<Table> events =
      List.of(Toy.events(900, 1, 1), Toy.events(900, 2, 0), Toy.events(600, 3, 0));
  private final List<Table> ofClasses = TemplateRuns.ofClasses();

  private TemplateRuns runs() {
    return new TemplateRuns(folder);
  }

  private Path classes(String more) {
    return runs().trainClasses(more);
  }

  private JsonNode json() {
    return JsonMapper.shared().readTree(folder.resolve("w.json"));
  }

  private static JsonNode named(JsonNode list, String name) {
    for (JsonNode one : list) {
      if (one.path("name").asString().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no " + name + " in " + list);
  }

  private static JsonNode modifier(JsonNode sample, String type, String name) {
    for (JsonNode modifier : sample.path("modifiers")) {
      if (modifier.path("type").asString().equals(type)
          && modifier.path("name").asString().equals(name)) {
        return modifier.path("data");
      }
    }
    return JsonMapper.shared().nullNode();
  }

  private static double[] numbers(JsonNode list) {
    double[] values = new double[list.size()];
    Arrays.setAll(values, i -> list.get(i).asDouble());
    return values;
  }

  private static void close(double[] found, double[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "{k: 3, by: eventNumber}"})
  void aVariedEventHasTheScoreOfTheFoldThatTestsIt(String folds) {
    Path run = runs().train(TemplateRuns.SAMPLES + TemplateRuns.VARIED + "folds: " + folds + "\n");
    runs().run(run, "0,0.4,0.6,1", false, 0, "w.json");
    Model model = ModelFile.read(run.resolve("model.safetensors"));
    List<Scorer> scorers =
        model.folds().stream().map(fold -> Scorer.of(fold).withoutSelection()).toList();
    Table tested = Runs.scores(run);
    JsonNode samples = json().path("channels").get(0).path("samples");
    for (int s = 0; s < 3; s++) {
      JsonNode sample = named(samples, List.of("sig", "bkg", "more").get(s));
      close(numbers(sample.path("data")), filled(scorers, tested, s, 0));
      for (double by : new double[] {0.25, -0.25}) {
        double[] shape =
            numbers(modifier(sample, "histosys", "jes").path(by > 0 ? "hi_data" : "lo_data"));
        double yield = modifier(sample, "normsys", "jes").path(by > 0 ? "hi" : "lo").asDouble();
        close(Arrays.stream(shape).map(v -> v * yield).toArray(), filled(scorers, tested, s, by));
      }
    }
  }

  /// The template of an input's events, each scored by the model of its fold.
  private double[] filled(List<Scorer> scorers, Table tested, int input, double by) {
    Table table = events.get(input);
    double[] x = Arrays.stream(Runs.values(table, "x")).map(v -> v + by).toArray();
    Table varied = Toy.with(table, NumberColumn.of("x", "", x));
    List<double[]> scores =
        scorers.stream().map(scorer -> Runs.values(scorer.score(varied), "score")).toList();
    double[] score = new double[table.rows()];
    double[] weight = new double[table.rows()];
    int n = 0;
    for (int i = 0; i < tested.rows(); i++) {
      if (tested.numbers("input").value(i) == input) {
        int fold = (int) tested.numbers("fold").value(i);
        score[n] = scores.get(fold)[(int) tested.numbers("entry").value(i)];
        weight[n++] = tested.numbers("weight").value(i);
      }
    }
    assertThat(n).isEqualTo(table.rows());
    return ScoreTemplate.of(BINS, score, weight).contents();
  }

  @Test
  void severalClassesHaveAChannelEachOfTheirMostProbableEvents() {
    Path run = classes("variations: {jes: {up: {x: x + 0.25}, down: {x: x - 0.25}}}\n");
    TemplateService.TemplateResult found =
        runs().run(run, "0,0.5,1", List.of("higgs"), false, 0, "w.json", "h.root");
    assertThat(found.heads().getFirst()).isEqualTo("channel");
    Table tested = Runs.scores(run);
    double[][] scores = new double[3][];
    Arrays.setAll(scores, c -> Runs.values(tested, "score_" + order(run).get(c)));
    double[] weight = Runs.values(tested, "weight");
    double[] input = Runs.values(tested, "input");
    double[] whole = {1, 0.9, 0.8};
    for (int s = 0; s < 3; s++) {
      int own = s;
      double all =
          whole[s] * Arrays.stream(Runs.values(ofClasses.get(s), "w")).map(Math::abs).sum();
      double test = 0;
      double[][] sums = new double[3][2];
      for (int i = 0; i < weight.length; i++) {
        if (input[i] == own) {
          int most = 0;
          for (int c = 1; c < 3; c++) {
            most = scores[c][i] > scores[most][i] ? c : most;
          }
          int bin = scores[most][i] < 0.5 ? 0 : 1;
          sums[most][bin] += weight[i];
          test += weight[i];
        }
      }
      double yields = 0;
      for (JsonNode channel : json().path("channels")) {
        int c = order(run).indexOf(channel.path("name").asString());
        JsonNode sample = named(channel.path("samples"), CLASSES.get(s));
        double factor = all / test;
        close(
            numbers(sample.path("data")),
            Arrays.stream(sums[c]).map(sum -> sum * factor).toArray());
        yields += Arrays.stream(numbers(sample.path("data"))).sum();
        assertThat(modifier(sample, "staterror", "staterror_" + order(run).get(c)).size())
            .isEqualTo(2);
        boolean signal =
            sample
                .path("modifiers")
                .valueStream()
                .anyMatch(m -> m.path("name").asString().equals("mu"));
        assertThat(signal).isEqualTo(s == 2);
      }
      // no event is in two channels, none is lost
      assertThat(yields).isCloseTo(all, within(1e-9 * all));
    }
  }

  private static List<String> order(Path run) {
    return ModelFile.read(run.resolve("model.safetensors")).task().classNames();
  }

  @Test
  void binsAreJoinedInEachChannelAndFilledOnce() {
    Path run = classes("");
    List<String> bins =
        runs().run(run, "auto", List.of("higgs"), false, 0, "w.json").notes().stream()
            .filter(note -> note.contains("bins "))
            .toList();
    assertThat(bins).isNotEmpty().allMatch(note -> note.contains(": bins 0.33333"));
    JsonNode joined = json();
    for (String note : bins) {
      String channel = note.substring(0, note.indexOf(':'));
      String edges = note.substring(note.indexOf("bins ") + 5);
      runs().run(run, edges, List.of("higgs"), false, 0, "h.root");
      assertThat(CLASSES).contains(channel);
      assertThat(named(joined.path("observations"), channel).path("data").size())
          .isEqualTo(edges.split(",").length - 1);
    }
  }

  @Test
  void theDataOfSeveralClassesAreInTheChannelsToo() {
    Toy.write(folder.resolve("data.root"), "t", Toy.events(500, 9, 0));
    Path run = classes("data: data.root\n");
    runs().run(run, "auto", List.of("higgs"), true, 0, "w.json");
    double seen = 0;
    for (JsonNode channel : json().path("observations")) {
      seen += Arrays.stream(numbers(channel.path("data"))).sum();
    }
    assertThat(seen).isEqualTo(500);
  }

  @Test
  void theSignalOfSeveralClassesIsNamed() {
    Path run = classes("");
    assertThatThrownBy(() -> runs().run(run, "auto", false, 0, "w.json"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("[--signal] expected the class whose yield is fitted: ")
        .hasMessageContaining("found none, in a run of several classes");
    assertThatThrownBy(() -> runs().run(run, "auto", List.of("higs"), false, 0, "w.json"))
        .hasMessageContaining("did you mean higgs?");
    // histograms alone need none
    List<String> channels = new ArrayList<>();
    runs().run(run, "auto", false, 0, "h.root").rows().forEach(row -> channels.add(row.getFirst()));
    assertThat(channels).containsAnyOf("qcd", "top", "higgs");
    assertThat(folder.resolve("h.root")).exists();
    Path binary = Toy.train(Toy.analysis(folder, TemplateRuns.SAMPLES), folder.resolve("binary"));
    assertThatThrownBy(() -> runs().run(binary, "3", List.of("bkg"), false, 0, "w.json"))
        .hasMessageContaining("[--signal] expected sig, the signal of the run");
    runs().run(binary, "3", List.of("sig"), false, 0, "w.json");
  }
}
