// %% [markdown]
// # 7. Transforms
//
// Data rarely come as a network wants them. A *transform* changes inputs or targets before
// training: counts become numbers between 0 and 1, class numbers become rows of zeros and a one,
// a pixel becomes an energy. This lesson makes a few, and measures that they matter: the same
// network on the same events in other units learns well, or nothing. It follows *Transforms* of
// PyTorch's tutorial.

// %%
import static org.jpsi.lessons.Lesson.*;

import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import org.jpsi.core.data.*;
import org.jpsi.core.eval.*;
import org.jpsi.core.loss.*;
import org.jpsi.core.nn.*;
import org.jpsi.core.optim.*;
import org.jpsi.core.tensor.*;
import org.jpsi.core.train.*;
import org.jpsi.lab.sim.*;
import org.jpsi.report.*;

void main() {
  // %%
  var showers = Showers.of(1);
  var trainingData = Dataset.of(showers.images(0, 6_000), showers.labels(0, 6_000));
  var testData = Dataset.of(showers.images(60_000, 62_000), showers.labels(60_000, 62_000));

  // %% [markdown]
  // ## `toTensor`: from counts to numbers between 0 and 1
  //
  // Cameras and the readout of detectors give *counts*, often of 8 bits, from 0 to 255. Java's
  // `byte` goes from -128 to 127, so 200 is stored as -56. `Transform.toTensor` knows this, and
  // divides by 255.

  // %%
  byte[] counts = {0, 51, 102, (byte) 200, (byte) 255};
  say("as Java's bytes: %s", Arrays.toString(counts));
  show(Transform.toTensor(counts));
  claim("255 becomes 1", Transform.toTensor(counts).get(4) == 1);

  // %% [markdown]
  // ## `targetTransform`: one-hot labels
  //
  // The target of an event is the number of its kind. As a number it says that a photon (1) lies
  // between an electron (0) and a converted photon (2), which is nonsense. As a row with a one at
  // its place, a *one-hot* vector, all kinds are equally far from each other. `CrossEntropy` does
  // this by itself and wants the number; a loss such as the mean squared error wants the row.

  // %%
  var oneHot = testData.targetTransform(Transform.oneHot(10));
  say("label %.0f becomes", testData.targets()[0]);
  show(oneHot.y().slice(0, 0, 1));
  claim(
      "the place of the one is the label",
      Arrays.equals(oneHot.y().argMax(1).toArray(), testData.targets()));

  // %% [markdown]
  // ## Lambdas: any function of yours
  //
  // A transform is a function of a tensor, and `x -> ...` writes one. It gets many events at
  // once, as `[events, pixels]`. A pixel of our images is the root of an energy in GeV, so its
  // square is the energy, and the sum of a row, `sum(1)`, is all that the calorimeter saw of an
  // event.

  // %%
  Transform toGev = x -> x.square();
  Transform sum = x -> x.sum(1);
  Dataset energy = testData.transform(toGev.andThen(sum));
  say("%d events of %d number: GeV", energy.events(), energy.features());

  // %% [markdown]
  // The simulation knows how much there was. Seen over true energy, for electrons and charged
  // pions:

  // %%
  double[] truth = showers.energies(60_000, 62_000);
  IntFunction<double[]> response =
      kind ->
          IntStream.range(0, 2_000)
              .filter(i -> testData.labels()[i] == kind)
              .mapToDouble(i -> energy.inputs()[i] / truth[i])
              .toArray();
  double[] electrons = response.apply(0);
  double[] pions = response.apply(6);
  show(
      Chart.of("What a calorimeter sees")
          .axes("seen / true energy", "events")
          .histogram("electron", electrons, 0, 1.4, 28)
          .histogram("charged pion", pions, 0, 1.4, 28));
  double meanElectron = Arrays.stream(electrons).average().orElseThrow();
  double meanPion = Arrays.stream(pions).average().orElseThrow();
  say("mean: electrons %.2f, charged pions %.2f", meanElectron, meanPion);
  claim(
      "it sees nearly all of an electron and less than half of a charged pion",
      meanElectron > 0.85 && meanPion < 0.5);

  // %% [markdown]
  // Showers of electrons stay in the calorimeter, and what is missing is energy above 1 GeV in a
  // strip, where the readout is full. Of a pion's energy much goes into breaking nuclei or leaves
  // behind the last plane. A calibration corrects for the mean, as lesson 3 does, but not for the
  // width.
  //
  // ## Does it matter?
  //
  // The same energies in MeV, in GeV, as roots, and *standardized*: each pixel minus its mean
  // over the training events, divided by its spread. The network, its first weights and the order
  // of events are the same, five epochs each.
  //
  // **Predict first.** Which of them ends with the best accuracy on test events, which with the
  // worst?

  // %%
  var bestGuess = predict("the best", "GeV");
  var worstGuess = predict("the worst", "root");

  // %%
  Transform identity = x -> x;
  Transform toMev = x -> x.square().mul(1000);
  var standardization = Standardization.of(trainingData);
  var choices = new LinkedHashMap<String, Transform>();
  choices.put("MeV", toMev);
  choices.put("GeV", toGev);
  choices.put("root", identity);
  choices.put("standardized", standardization);

  var accuracy = new LinkedHashMap<String, Double>();
  var chart = Chart.of("Loss on test events").axes("epoch", "loss").logY();
  var watch = stopwatch();
  for (var choice : choices.entrySet()) {
    Transform transform = choice.getValue();
    var net =
        Sequential.of(
            Linear.of(784, 64, Init.HE_NORMAL), Relu.of(), Linear.of(64, 10, Init.HE_NORMAL));
    var history =
        Trainer.of(net, new CrossEntropy(), new Adam(1e-3))
            .metric(Metric.accuracy())
            .fit(
                trainingData.transform(transform),
                testData.transform(transform),
                TrainingConfig.epochs(5).withBatch(64).withThreads(threads()));
    double[] number = history.epochs().stream().mapToDouble(Epoch::number).toArray();
    double[] loss = history.epochs().stream().mapToDouble(Epoch::validationLoss).toArray();
    chart.line(choice.getKey(), number, loss);
    accuracy.put(choice.getKey(), history.epochs().getLast().metric());
    say("%-13s accuracy %.1f %%", choice.getKey(), 100 * accuracy.get(choice.getKey()));
  }
  watch.lap("four trainings");
  show(chart);

  // %%
  var byAccuracy = Comparator.comparingDouble((String name) -> accuracy.get(name));
  String best = Collections.max(accuracy.keySet(), byAccuracy);
  String worst = Collections.min(accuracy.keySet(), byAccuracy);
  bestGuess.reveal(best);
  worstGuess.reveal(worst);

  claim(
      "the root beats MeV and GeV",
      accuracy.get("root") > Math.max(accuracy.get("MeV"), accuracy.get("GeV")) + 0.04);
  claim("standardized pixels learn fastest", best.equals("standardized") && worst.equals("MeV"));

  // %% [markdown]
  // In MeV, pixels are numbers up to a thousand. The first outputs are large, the loss with them,
  // and
  // the network spends its steps on undoing that. In GeV the pixels of a track are 0.02, and a
  // network
  // with small weights hardly sees them beside a shower's. The root brings both nearer to 1, which
  // is
  // why the images come so. Standardized, every pixel has the same spread, and the network learns
  // fastest. None of the four has lost or gained information.
  //
  // *Try:* `x -> x.mul(30)`, or `x -> x.add(0.001f).log()`, as a fifth line `choices.put("mine",
  // ...)`.
  //
  // ## Learned transforms: from training events alone
  //
  // A standardization has numbers in it that come from data. They must come from *training*
  // events, and the same numbers are then used for the test events and for the experiment's. To
  // take test events' own mean means to look at them, and then a test is none; and a single event
  // has no spread at all.

  // %%
  var trained = trainingData.transform(standardization);
  var tested = testData.transform(standardization);
  double trainedMean = trained.x().mean().item();
  double testedMean = tested.x().mean().item();
  say("mean of all standardized pixels of test events: %.5f", testedMean);
  claim(
      "the mean of training events is 0, that of test events only nearly",
      close(trainedMean, 0, 1e-5) && Math.abs(testedMean) > 1e-5 && close(testedMean, 0, 0.05));

  // %% [markdown]
  // What is learned can be undone, here to the last few bits:

  // %%
  var back = tested.transform(standardization.inverse());
  double off = back.x().sub(testData.x()).abs().max().item();
  claim("standardized and back are the same pixels", off < 1e-5);

  // %% [markdown]
  // ## Exercise
  //
  // An analysis that must not depend on the energy scale looks at the *shape* of a shower alone.
  // Write a transform that divides each image by the sum of its pixels, so that they add up to 1.
  // For a tensor of shape `[events, 784]`, `x.axes(1).keepDims().sum()` has the sums as
  // `[events, 1]`, and `x.div(...)` divides. Beware of the neutrons that leave nothing: what is 0
  // / 0?

  // %% [exercise]
  Transform shape = x -> x; // your transform
  exercise(
      "images that add up to 1",
      () -> testData.transform(shape),
      data -> {
        if (data.features() != 784) {
          return "an image has to keep its 784 pixels, yours has " + data.features();
        }
        double[] sums = data.x().sum(1).toDoubleArray();
        if (Arrays.stream(sums).anyMatch(Double::isNaN)) {
          return "empty images became NaN: divide by at least a small number, .maximum(1e-6f)";
        }
        double[] before = testData.x().sum(1).toDoubleArray();
        for (int i = 0; i < sums.length; i++) {
          if (!close(sums[i], before[i] == 0 ? 0 : 1, 1e-4)) {
            return text("image %d adds up to %.3f", i, sums[i]);
          }
        }
        return "";
      });

  // %% [solution]
  // Transform shapeOnly = x -> x.div(x.axes(1).keepDims().sum().maximum(1e-6f));
  // exercise(
  //     "images that add up to 1",
  //     () -> testData.transform(shapeOnly).x().sum(1).toDoubleArray(),
  //     sums -> Arrays.stream(sums).allMatch(s -> s == 0 || close(s, 1, 1e-4)) ? "" : "not yet");

  // %% [markdown]
  // ## References
  //
  // - PyTorch Team, *Learn the Basics: Transforms*, pytorch.org/tutorials/beginner/basics
  // - Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, *Efficient BackProp*, in: Neural Networks:
  //   Tricks of the Trade, Springer (1998), section 4.3: why inputs are standardized
  // - R. Wigmans, *Calorimetry*, Oxford University Press (2017), chapter 3: why hadrons are seen
  //   in part
}
