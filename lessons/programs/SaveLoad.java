// %% [markdown]
// # 11. Save and load the model
//
// A training took hours; next week somebody else applies the network to other events. What has
// to be in the file? PyTorch's chapter *Save and Load the Model* knows two answers, and so do
// we:
//
// - **the weights only**, for one who has the program that makes the network: to go on training, or
//   to hand them to PyTorch;
// - **the whole model**, for one who has events and nothing else. Then features by name, units,
//   scaling and origin belong into the file, and events that do not fit must be refused. Wrong
//   units or swapped columns give scores that look fine.
//
// Both are files of the format *safetensors*: numbers under names, and text. Opening one runs no
// code, unlike Python's pickle, on which `torch.save` is built.

// %%
import static org.jpsi.lessons.Lesson.*;

import java.io.*;
import java.nio.file.*;
import java.util.function.*;
import java.util.stream.*;
import org.jpsi.core.data.*;
import org.jpsi.core.errors.*;
import org.jpsi.core.eval.*;
import org.jpsi.core.expression.*;
import org.jpsi.core.io.*;
import org.jpsi.core.loss.*;
import org.jpsi.core.model.*;
import org.jpsi.core.nn.*;
import org.jpsi.core.optim.*;
import org.jpsi.core.random.*;
import org.jpsi.core.table.*;
import org.jpsi.core.task.*;
import org.jpsi.core.tensor.*;
import org.jpsi.core.train.*;
import org.jpsi.lab.sim.*;
import org.jpsi.report.*;

void main() throws IOException {
  // %% [markdown]
  // ## Something to save
  //
  // A small network for the calorimeter images of lesson 8, trained for a few epochs on 6,000 of
  // them.

  // %%
  var showers = Showers.of(1);
  var train = Dataset.of(showers.images(0, 6000), showers.labels(0, 6000));
  var test = Dataset.of(showers.images(6000, 8000), showers.labels(6000, 8000));

  Supplier<Sequential> architecture =
      () -> Sequential.of(Linear.of(784, 64), Relu.of(), Linear.of(64, 10));
  var net = architecture.get();
  Trainer.of(net, new CrossEntropy(), new Adam(2e-3))
      .fit(train, test, TrainingConfig.epochs(4).withBatch(64).withThreads(threads()));

  ToDoubleFunction<Layer> accuracy =
      of -> {
        float[] outputs = of.forward(test.x(), Mode.inference()).toArray();
        return Metric.accuracy().of(outputs, test.targets(), test.weights());
      };
  double trained = accuracy.applyAsDouble(net);
  say("right on %.1f %% of 2000 other images", 100 * trained);

  // %% [markdown]
  // ## Saving and loading model weights
  //
  // `TrainingState.save` writes them under their names. The file appears whole or not at all: it is
  // written beside its place and renamed, so a full disk does not leave half of one.
  //
  // **Predict first.** The network has 784 · 64 + 64 + 64 · 10 + 10 parameters of 32 bits. How
  // large is the file, in bytes?

  // %%
  var size = predict("bytes of the file with the weights", 50_000);
  Path folder = Files.createTempDirectory("models");
  Path weights = folder.resolve("weights.safetensors");
  TrainingState.save(weights, net);
  size.reveal(Files.size(weights));
  Safetensors inside = Safetensors.read(weights);
  inside.arrays().forEach((name, array) -> say("%-9s %s", name, Arrays.toString(array.shape())));

  // %% [markdown]
  // 203,560 bytes of numbers, and a header that says what they are. To load them, make the network
  // first, by the same program. Before loading it has other weights.

  // %%
  var again = architecture.get();
  again.initialize(Rng.of(99));
  float[] saved = net.forward(test.x(), Mode.inference()).toArray();
  say("before loading: right on %.1f %%", 100 * accuracy.applyAsDouble(again));
  TrainingState.load(weights, again);
  float[] loaded = again.forward(test.x(), Mode.inference()).toArray();
  say("after loading:  right on %.1f %%", 100 * accuracy.applyAsDouble(again));
  claim("all 20,000 outputs have the same bits", Arrays.equals(saved, loaded));

  // %% [markdown]
  // In Python the same file is
  //
  // ```python
  // from safetensors.torch import load_file
  // model = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10))
  // model.load_state_dict(load_file("weights.safetensors"))
  // ```
  //
  // The file knows nothing of layers but names and shapes. A network that needs others is
  // refused, and left as it was:

  // %%
  Function<RuntimeException, String> message =
      e -> String.valueOf(e.getMessage()).replace(folder + File.separator, "");
  var wider = Sequential.of(Linear.of(784, 128), Relu.of(), Linear.of(128, 10));
  float[] before = wider.parameters().getFirst().tensor().toArray();
  try {
    TrainingState.load(weights, wider);
  } catch (InputException e) {
    say("%s", message.apply(e));
  }
  claim(
      "a network that was refused its weights is unchanged",
      Arrays.equals(before, wider.parameters().getFirst().tensor().toArray()));

  // %% [markdown]
  // ### Going on with a training
  //
  // Weights alone do not continue a training: Adam remembers averages of past gradients. They
  // are saved as well if one gives them. Ten steps in one go, against five steps, a file, and
  // five more in a fresh network:

  // %%
  var part = train.slice(0, 256);
  interface Steps {
    void run(Layer network, Parameters parameters, Optimizer.State adam, int count);
  }
  Steps steps =
      (network, parameters, adam, count) -> {
        for (int i = 0; i < count; i++) {
          var output = network.forward(part.x(), Mode.inference());
          var loss = new CrossEntropy().forward(output, part.y(), part.w()).div(256);
          adam.step(parameters, loss.backward().of(parameters));
        }
      };
  var straight = architecture.get();
  var straightParameters = Parameters.of(straight.parameters());
  var straightAdam = new Adam().start(straightParameters.size());
  Path state = folder.resolve("state.safetensors");
  steps.run(straight, straightParameters, straightAdam, 5);
  TrainingState.save(state, straight, straightParameters, straightAdam);
  steps.run(straight, straightParameters, straightAdam, 5);

  var resumed = architecture.get();
  var resumedParameters = Parameters.of(resumed.parameters());
  var resumedAdam = new Adam().start(resumedParameters.size());
  TrainingState.load(state, resumed, resumedParameters, resumedAdam);
  steps.run(resumed, resumedParameters, resumedAdam, 5);

  var forgetful = architecture.get();
  TrainingState.load(state, forgetful);
  var forgetfulParameters = Parameters.of(forgetful.parameters());
  var forgetfulAdam = new Adam().start(forgetfulParameters.size());
  steps.run(forgetful, forgetfulParameters, forgetfulAdam, 5);

  claim(
      "with Adam's memory: the bits of ten steps in one go",
      Arrays.equals(straightParameters.values(), resumedParameters.values()));
  claim(
      "without it: another training",
      !Arrays.equals(straightParameters.values(), forgetfulParameters.values()));

  // %% [markdown]
  // ## Saving and loading models
  //
  // Now the whole model. A search for heavy Higgs bosons, seven masses in GeV, signal against
  // top quark pairs; generated, as in lesson 19.

  // %%
  Table events = Generator.of("higgs", 1).table(6000);
  var names = List.of("m_jj", "m_jjj", "m_lv", "m_jlv", "m_bb", "m_wbb", "m_wwbb");
  Table masses = Table.of("higgs events", names.stream().map(events::column).toList());
  show(masses);

  // %% [markdown]
  // Masses of hundreds of GeV are no good input: a network wants numbers of order one. Each
  // becomes $(m - \bar m) / \sigma_m$, with mean and deviation of the *training* events, the
  // first 4000. `fit` works them out. They are part of the model: whoever applies it to
  // one single event cannot work them out again.

  // %%
  var prep = Preprocessing.standardize(names.toArray(String[]::new)).fit(masses.slice(0, 4000));
  for (int j = 0; j < 7; j++) {
    Feature f = prep.features().list().get(j);
    var by = prep.columns().get(j).standardization();
    say("%-7s [%s] mean %6.1f, scale %6.1f", f.name(), f.unit(), by.mean(), by.deviation());
  }
  int rows = masses.rows();
  float[] inputs = prep.apply(masses);
  int[] isHiggs = new int[rows];
  for (int i = 0; i < rows; i++) {
    isHiggs[i] = (int) events.numbers("process").value(i);
  }
  var higgs = Dataset.of(inputs, isHiggs);
  var network = Sequential.of(Linear.of(7, 32), Relu.of(), Linear.of(32, 1));
  Trainer.of(network, new BinaryCrossEntropy(), new Adam(3e-3))
      .fit(
          higgs.slice(0, 4000),
          higgs.slice(4000, 6000),
          TrainingConfig.epochs(20).withBatch(64).withThreads(threads()));

  var model =
      new Model(
          names.stream().map(name -> InputColumn.of(masses.column(name))).toList(),
          prep,
          "", // a selection, none here
          new Task.Binary("higgs", "top"),
          new NetworkPredictor(network),
          Map.of("events", "generated, seed 1", "by", "lesson 11"));
  Path whole = folder.resolve("higgs.safetensors");
  ModelFile.write(model, whole);

  // %% [markdown]
  // The two kinds of files beside each other. Blue is what only the second one has:

  // %%
  show(
      Diagram.of("What is in the files")
          .spacing(250, 62)
          .box("w", 0, 0, "weights.safetensors")
          .box("w1", 0, 1, "numbers", "0.weight, 0.bias, ...")
          .box("m", 1, 0, "higgs.safetensors")
          .box("m1", 1, 1, "numbers", "0.weight, 0.bias, ...")
          .colored("m2", 1, 2, "#cfe3f2", "layers", "7, 32 with ReLU, 1")
          .colored("m3", 1, 3, "#cfe3f2", "columns, with units", "m_jj [GeV], ...")
          .colored("m4", 1, 4, "#cfe3f2", "features", "formula, mean, scale, range")
          .colored("m5", 1, 5, "#cfe3f2", "meaning of the output", "higgs against top")
          .colored("m6", 1, 6, "#cfe3f2", "provenance", "events, analysis"));

  // %% [markdown]
  // And now as one who has nothing but the file and events. `Scorer` does all of it: columns by
  // name, scaling, network, probability.

  // %%
  var read = ModelFile.read(whole);
  var scorer = Scorer.of(read);
  say("columns: %s", scorer.columnNames());
  say("task: %s", read.task());
  say("from: %s", new TreeMap<>(read.provenance()));
  Table scores = scorer.score(masses);
  show(scores);
  double[] all = scores.numbers("score").toDoubles();
  double[][] of = new double[2][];
  for (int kind = 0; kind < 2; kind++) {
    int wanted = kind;
    of[kind] =
        IntStream.range(4000, rows)
            .filter(i -> isHiggs[i] == wanted)
            .mapToDouble(i -> all[i])
            .toArray();
  }
  show(
      Chart.of("Scores of 2000 events, none of them trained on")
          .axes("score", "events, unit area")
          .shape("higgs", of[1], 0, 1, 40)
          .shape("top", of[0], 0, 1, 40));
  float[] direct =
      network.forward(Tensor.of(inputs, rows, 7), Mode.inference()).sigmoid().toArray();
  float[] byFile = (float[]) scores.numbers("score").array();
  claim(
      "the file's scores have the bits of the network that was saved",
      Arrays.equals(direct, byFile));
  Path twin = folder.resolve("twin.safetensors");
  ModelFile.write(read, twin);
  claim("written again it is the same file, byte for byte", Files.mismatch(whole, twin) == -1);

  // %% [markdown]
  // ### Columns in another order
  //
  // **Predict first.** The same columns, last one first. How many of 6000 scores change?

  // %%
  var changed = predict("scores that change with the order of columns", 6000);
  Table backwards =
      Table.of("higgs events", names.reversed().stream().map(events::column).toList());
  float[] swapped = (float[]) scorer.score(backwards).numbers("score").array();
  int different = 0;
  for (int i = 0; i < rows; i++) {
    different += swapped[i] != byFile[i] ? 1 : 0;
  }
  changed.reveal(different);
  claim("columns are found by name", different == 0);

  // %% [markdown]
  // ## What is refused
  //
  // Four accidents from real life, each with the message it gets: a column that is not there,
  // one in other units, a file that was cut while it was copied, and one that is no model but
  // weights.

  // %%
  var accidents = new LinkedHashMap<String, Runnable>();
  accidents.put(
      "a column is missing",
      () ->
          scorer.score(
              Table.of(
                  "new.root",
                  events.columns().stream()
                      .filter(column -> !column.name().equals("m_bb"))
                      .toList())));
  double[] mev = Arrays.stream(masses.numbers("m_bb").toDoubles()).map(m -> 1000 * m).toArray();
  Table inMev = masses.with(NumberColumn.of("m_bb", "MeV", mev));
  accidents.put("another unit", () -> scorer.score(inMev));
  byte[] bytes = Files.readAllBytes(whole);
  Path cut = folder.resolve("cut.safetensors");
  Files.write(cut, Arrays.copyOf(bytes, bytes.length - 100));
  accidents.put("a file cut short", () -> ModelFile.read(cut));
  accidents.put("weights without a model", () -> ModelFile.read(weights));
  int refused = 0;
  for (var accident : accidents.entrySet()) {
    try {
      accident.getValue().run();
      say("%s: taken!", accident.getKey());
    } catch (InputException e) {
      refused++;
      say("%s:\n  %s", accident.getKey(), message.apply(e));
    }
  }
  claim("all four are refused, and each message says what to do", refused == 4);

  // %% [markdown]
  // One flipped bit in a weight is a number like any other: no length and no shape tells of it. So
  // the file carries a checksum, the SHA-256 of all its bytes, in its metadata. It tells of
  // accidents, not of somebody who writes another model with a checksum of its own.

  // %%
  bytes[bytes.length - 50] ^= 0x20;
  Files.write(cut, bytes);
  String noticed = "nothing";
  try {
    ModelFile.read(cut);
  } catch (InputException e) {
    noticed = message.apply(e);
  }
  say("one bit flipped:\n  %s", noticed);
  claim("a flipped bit of a weight is noticed", noticed.contains("SHA-256"));

  // %% [markdown]
  // *Try:* flip a bit of the header instead (`bytes[100]` in the line with `^=`), and read the
  // message. Or ask the model for another column: add `"eventNumber"` to `names` and run on.
  //
  // ## Exercise: events in MeV
  //
  // `inMev` is the table that was refused: its `m_bb` is in MeV. Make of it a table that is
  // taken and gives the right scores. `table.numbers("m_bb").toDoubles()` gives the numbers,
  // `NumberColumn.of(name, unit, numbers)` makes a column, `table.with(column)` a table with it.

  // %% [exercise]
  UnaryOperator<Table> converted = table -> table; // your line

  exercise(
      "events in MeV",
      () -> {
        try {
          return scorer.score(converted.apply(inMev));
        } catch (InputException e) {
          return message.apply(e);
        }
      },
      answer -> {
        if (!(answer instanceof Table table)) {
          return "it is still refused: " + answer;
        }
        double largest = 0;
        for (int i = 0; i < rows; i++) {
          largest = Math.max(largest, Math.abs(table.numbers("score").value(i) - byFile[i]));
        }
        return largest < 1e-5
            ? ""
            : "the table is taken, but a score is off by "
                + String.format(Locale.ROOT, "%.2f", largest)
                + ": the unit says GeV, do the numbers?";
      });

  // %% [solution]
  // UnaryOperator<Table> converted =
  //     table -> {
  //       double[] numbers = table.numbers("m_bb").toDoubles();
  //       for (int i = 0; i < numbers.length; i++) {
  //         numbers[i] /= 1000;
  //       }
  //       return table.with(NumberColumn.of("m_bb", "GeV", numbers));
  //     };
  //
  // exercise(
  //     "events in MeV",
  //     () -> scorer.score(converted.apply(inMev)),
  //     table ->
  //         close(table.numbers("score").value(0), byFile[0], 1e-5) ? "" : "the scores are off");

  // %%
  try (var files = Files.list(folder)) {
    for (Path each : files.toList()) {
      Files.delete(each);
    }
  }
  Files.delete(folder);

  // %% [markdown]
  // ## More
  //
  // - PyTorch, *Learn the Basics: Save and Load the Model*,
  //   pytorch.org/tutorials/beginner/basics/saveloadrun_tutorial
  // - The format: huggingface.co/docs/safetensors
  // - `./jpsi train` writes such a model into its run folder, `./jpsi inspect` shows it, and
  //   `./jpsi apply` uses it on a ROOT file; see the README
}
