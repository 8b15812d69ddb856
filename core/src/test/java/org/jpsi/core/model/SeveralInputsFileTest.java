package org.jpsi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jpsi.core.model.EventAndLepton.COLUMNS;
import static org.jpsi.core.model.EventAndLepton.EVENTS;
import static org.jpsi.core.model.EventAndLepton.TASK;
import static org.jpsi.core.model.EventAndLepton.concatenated;
import static org.jpsi.core.model.EventAndLepton.event;
import static org.jpsi.core.model.EventAndLepton.events;
import static org.jpsi.core.model.EventAndLepton.lepton;
import static org.jpsi.core.model.EventAndLepton.model;
import static org.jpsi.core.model.EventAndLepton.network;
import static org.jpsi.core.model.EventAndLepton.scores;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.data.Preprocessing;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.eval.Roc;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.loss.BinaryCrossEntropy;
import org.jpsi.core.nn.Concatenate;
import org.jpsi.core.nn.Linear;
import org.jpsi.core.nn.Relu;
import org.jpsi.core.nn.Sequential;
import org.jpsi.core.optim.Adam;
import org.jpsi.core.table.Table;
import org.jpsi.core.tensor.Inputs;
import org.jpsi.core.tensor.Shape;
import org.jpsi.core.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Models of several inputs are written, read and trained by name.
class SeveralInputsFileTest {
  @TempDir Path folder;

  private Path write(Model model) {
    Path file = folder.resolve("model.safetensors");
    ModelFile.write(model, file);
    return file;
  }

  private String description(Model model) {
    return Safetensors.read(write(model)).metadata().getOrDefault("jpsi", "");
  }

  @Test
  void whatIsWrittenIsReadAgainToTheBit() {
    Model model = model(Inputs.of("lepton", lepton(1.1)).with("event", event()), concatenated(1));
    Path file = write(model);
    Model read = ModelFile.read(file);
    assertThat(read.inputs()).isEqualTo(model.inputs());
    assertThat(read.inputs().names()).containsExactly("lepton", "event");
    assertThat(read.inputs().get("lepton").features().constants()).containsEntry("scale", 1.1);
    assertThat(scores(read, events(EVENTS))).isEqualTo(scores(model, events(EVENTS)));
    Path again = folder.resolve("again");
    ModelFile.write(read, again);
    assertThat(again).hasSameBinaryContentAs(file);
  }

  /// One input without a name is written as before there were several; with a name, by it.
  @Test
  void oneInputNeedsNoName() {
    Model plain = new Model(List.of(), event(), "", TASK, network(1, Linear.of(3, 1)), Map.of());
    assertThat(plain.inputs().names()).containsExactly("x");
    assertThat(plain.features().names()).containsExactly("met", "ht", "m_bb");
    assertThat(description(plain))
        .startsWith(
            "{\"format\":3,\"minimumReader\":3,\"output\":{\"task\":\"binary\",\"signal\":\"signal\","
                + "\"background\":\"background\"},\"columns\":[],\"features\":[{\"name\":\"met\",")
        .contains("],\"constants\":{},\"select\":\"\",\"predictor\":{\"kind\":\"network\",");
    Model named =
        model(
            Inputs.of("lepton", lepton(1.1)),
            network(1, Concatenate.of("lepton"), Linear.of(4, 1)));
    Model read = ModelFile.read(write(named));
    assertThat(read.inputs()).isEqualTo(named.inputs());
    assertThat(scores(read, events(9))).isEqualTo(scores(named, events(9)));
  }

  private Path changed(UnaryOperator<String> change) {
    Safetensors stored = Safetensors.read(write(model(concatenated(1))));
    String json = stored.metadata().getOrDefault("jpsi", "");
    String other = change.apply(json);
    assertThat(other).isNotEqualTo(json);
    Path file = folder.resolve("changed.safetensors");
    new Safetensors(stored.arrays(), Map.of("jpsi", other)).write(file);
    return file;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"name\":\"event\",\"f | \"name\":\"evnet\",\"f | inputs] the model's description is"
            + " damaged: expected event among them, found evnet, lepton",
        "\"name\":\"event\",\"f | \"name\":\"lepton\",\"f | inputs] the model's description is"
            + " damaged: expected each name once, found lepton twice",
        "\"inputs\":[{ | \"inputs\":7,\"others\":[{ | key inputs] the model's description is"
            + " damaged: expected a list, found 7",
        "\"inputs\":[{ | \"inputs\":[],\"others\":[{ | inputs] the model's description is damaged:"
            + " expected lepton among them, found none",
        "\"inputs\":[{ | \"input\":[{ | key features] the model's description is damaged: expected"
            + " a list, found nothing",
        "\"scale\":1.1 | \"scale\":\"x\" | key scale] the model's description is damaged: expected"
            + " a number, found x",
        "\"scale\":1.1 | \"skale\":1.1 | needs [pt, scale]",
        "[\"lepton\",\"event\"] | [\"lepton\",\"lepton\"] | expected one input or more, each once,"
            + " found lepton, lepton",
        "[\"lepton\",\"event\"] | [\"lepton\",7] | setting inputs of layer concatenate: expected a"
            + " number",
        "[\"lepton\",\"event\"] | [\"lepton\",\"evt\"] | expected evt among them, found event,"
            + " lepton",
      })
  void damageIsRefused(String good, String bad, String message) {
    assertThatThrownBy(() -> ModelFile.read(changed(json -> json.replace(good, bad))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  /// The signal has a large `met` together with a central lepton, which neither input says alone.
  @Test
  void aNetworkOfTwoInputsLearnsFromATableAndScoresOne() {
    Table events = events(6000);
    float[] target = new float[events.rows()];
    boolean[] signal = new boolean[events.rows()];
    for (int i = 0; i < target.length; i++) {
      signal[i] = events.numbers("met").value(i) * events.numbers("eta").value(i) > 0;
      target[i] = signal[i] ? 1 : 0;
    }
    Preprocessing event = Preprocessing.standardize("met", "ht", "m_bb").fit(events);
    Preprocessing lepton = Preprocessing.standardize("pt", "eta", "sin(phi)", "charge").fit(events);
    Dataset data =
        Dataset.builder(events.rows())
            .input("event", Shape.of(3), event.apply(events))
            .input("lepton", Shape.of(4), lepton.apply(events))
            .targets(1, target)
            .build();
    Sequential network =
        Sequential.of(
            Concatenate.of("event", "lepton"), Linear.of(7, 24), Relu.of(), Linear.of(24, 1));
    Trainer.of(network, new BinaryCrossEntropy(), Adam.of(1e-2))
        .epochs(12)
        .fit(data.slice(0, 4000), data.slice(4000, 5000));
    Model trained =
        new Model(
            COLUMNS.stream().map(name -> InputColumn.of(events.column(name))).toList(),
            Inputs.of("event", event).with("lepton", lepton),
            "",
            TASK,
            List.of(),
            new NetworkPredictor(network),
            Map.of());
    Model read = ModelFile.read(write(trained));
    Table test = events.take(IntStream.range(5000, 6000).toArray());
    double[] scores = scores(read, test);
    assertThat(Scorer.of(trained).score(data.batch(5000, 6000))).isEqualTo(scores);
    boolean[] truth = new boolean[1000];
    System.arraycopy(signal, 5000, truth, 0, 1000);
    double[] ones = new double[1000];
    Arrays.fill(ones, 1);
    assertThat(Roc.of(scores, truth, ones).auc().value()).isGreaterThan(0.97);
  }
}
