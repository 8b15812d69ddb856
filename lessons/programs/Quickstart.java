// %% [markdown]
// # 4. Quickstart
//
// This lesson goes once through the whole of deep learning: data, a network, its training, a look
// at what it learned, saving it, using it. The seven lessons after it take each part slowly.
//
// It has the order of *Quickstart* in PyTorch's tutorial *Learn the Basics*, which is the
// lecture's first exercise. In the place of pictures of clothes it has pictures of **particles in
// a calorimeter**: 28 x 28 pixels each, of ten kinds, 60,000 to learn from and 10,000 to test on.
// On the slides these are *Supervised learning*, *Overview of DNN's* and *Loss functions*.
//
// The same lines in PyTorch and here, side by side: `lessons/pytorch.md`.

// %%
import static org.jpsi.lessons.Lesson.*;

import java.io.*;
import java.nio.file.*;
import java.util.*;
import java.util.function.*;
import org.jpsi.core.data.*;
import org.jpsi.core.eval.*;
import org.jpsi.core.loss.*;
import org.jpsi.core.nn.*;
import org.jpsi.core.optim.*;
import org.jpsi.core.tensor.*;
import org.jpsi.core.train.*;
import org.jpsi.lab.sim.*;
import org.jpsi.report.*;

// %% [markdown]
// One image as a picture. `float[] images` is a long row of numbers, 784 for each event, and here
// they are put into rows and columns.

// %% [helper]
Chart image(String title, float[] images, int event) {
  double[][] z = new double[28][28];
  for (int i = 0; i < 784; i++) {
    z[i / 28][i % 28] = images[784 * event + i];
  }
  double[] place = Chart.range(0, 27, 28);
  return Chart.of(title).size(152, 124).bare().heat(place, place, z);
}

void main() throws IOException {
  // %% [markdown]
  // ## Working with data
  //
  // The images come from a *simulation*, as labels do in particle physics: only there does one know
  // what each particle was. `Showers` simulates a sampling calorimeter seen from the side.
  // Particles come from the left with 4 to 40 GeV and meet one plane after the other, an iron plate
  // of one *radiation length* before each. A pixel is the root of the energy in a strip of 1 cm, so
  // that the faint track of a muon is seen beside a shower.

  // %%
  var showers = Showers.of(1);
  var trainingData = Dataset.of(showers.images(0, 60_000), showers.labels(0, 60_000));
  var testData = Dataset.of(showers.images(60_000, 70_000), showers.labels(60_000, 70_000));
  say("%d + %d images", trainingData.events(), testData.events());

  // %% [markdown]
  // Two images of each kind. Look for what tells them apart.

  // %%
  var mosaic = new ArrayList<Chart>();
  for (int copy = 0; copy < 2; copy++) {
    for (int kind = 0; kind < 10; kind++) {
      int event = 10 * copy; // of ten events in a row, each is of another kind
      while (testData.labels()[event] != kind) {
        event++;
      }
      mosaic.add(image(Showers.CLASSES.get(kind), testData.inputs(), event));
    }
  }
  show(FigureGrid.of(5, mosaic));

  // %% [markdown]
  // - An **electron** leaves a track in the first plane and makes a shower at once: radiated
  //   photons become pairs of electrons, which radiate in turn. A **photon** does the same, but
  //   only from where it first makes a pair, and leaves nothing before.
  // - A **converted photon** became an electron and a positron near the collision, and the
  //   magnetic field drew them apart. A **neutral pion** is two photons, the nearer to each other
  //   the more energy it has.
  // - A **muon** just goes through; a **J/psi** is two of them.
  // - A **charged pion** goes through until it breaks a nucleus, whose pieces fly apart; a
  //   **neutron** does so out of nothing, or leaves nothing but noise. A **tau** is three pions
  //   near one another, a **jet** a whole spray of particles.
  //
  // **Predict first.** How many percent of the test images will a network name right after it has
  // seen every training image three times? Chance gives 10. And which two kinds will it take for
  // one another most often? Change the answers, then run on.

  // %%
  var percentRight = predict("percent of the test images that are named right", 70.0);
  var hardest = predict("the pair that is confused most", "electron and photon");

  // %% [markdown]
  // A network is not given events one by one but in *batches*, here of 64.

  // %%
  for (Batch batch : DataLoader.of(testData, 64)) {
    say("Shape of X [events, pixels]: %s", batch.x().shape());
    say("Shape of y: %s", batch.y().shape());
    break;
  }

  // %% [markdown]
  // ## Creating models
  //
  // The network of the tutorial: 784 pixels in, two hidden layers of 512 nodes with the
  // activation ReLU, ten numbers out, one for each kind. The kind with the largest number is what
  // the network says.

  // %%
  var model =
      Sequential.of(
          Linear.of(28 * 28, 512), Relu.of(), Linear.of(512, 512), Relu.of(), Linear.of(512, 10));
  show(model);

  // %% [markdown]
  // ## Optimizing the model parameters
  //
  // To train it takes a *loss*, a number that is large when the network is wrong, and an
  // *optimizer*, which changes the 669,706 parameters so that it falls. The rest is a loop over
  // batches, and over the data again and again (an *epoch* each time). `Trainer` has that loop;
  // lesson 10 writes it by hand.
  //
  // *Try:* two epochs or ten in place of three, and `new Sgd(1e-3)` in place of `new Adam(1e-3)`,
  // which is what the tutorial begins with.

  // %%
  var watch = stopwatch();
  var lossFn = new CrossEntropy();
  var optimizer = new Adam(1e-3);
  var epochLines =
      new TrainingListener() {
        @Override
        public void epoch(Epoch e) {
          say(
              "Epoch %d: training loss %.3f, test loss %.3f, accuracy %.1f %%",
              e.number(), e.trainLoss(), e.validationLoss(), 100 * e.metric());
        }
      };
  var history =
      Trainer.of(model, lossFn, optimizer)
          .metric(Metric.accuracy())
          .listener(epochLines)
          .fit(
              trainingData,
              testData,
              TrainingConfig.epochs(3).withBatch(64).withThreads(threads()));
  watch.lap("training");
  show(history);

  // %% [markdown]
  // The accuracy is past 85 % after the second epoch, and ten epochs do not make much more of it:
  // 86 to 87 % on the test images, while the loss on the training images goes on falling and that
  // on the test images rises again. The network then learns the training images by heart. Lesson
  // 17 is about this. The trainer keeps the weights of the epoch with the lowest loss on the
  // events it is given to watch; the tutorial, and we here, watch the test events. Strictly one
  // keeps a third sample for that.
  //
  // ## What it learned
  //
  // Which kind is taken for which? Every row has 1,000 test images of one kind.

  // %%
  Tensor logits = model.forward(testData.x(), Mode.inference());
  float[] best = logits.argMax(1).toArray(); // the place of the largest of ten numbers
  int[] predicted = new int[best.length];
  for (int i = 0; i < best.length; i++) {
    predicted[i] = (int) best[i];
  }
  int[] actual = testData.labels();
  var confusion = ConfusionMatrix.of(predicted, actual, 10);
  show(
      ConfusionMatrixPlot.of(
          "Percent of each kind, by what it was taken for",
          Showers.CLASSES,
          confusion.normalized()));
  percentRight.reveal(StrictMath.rint(1000 * confusion.accuracy()) / 10);
  claim("more than 84 % of the test images are named right", confusion.accuracy() > 0.84);

  // %% [markdown]
  // The pair with most confusions, counted both ways:

  // %%
  String pair = "";
  double most = 0;
  for (int a = 0; a < 10; a++) {
    for (int b = a + 1; b < 10; b++) {
      double swapped = confusion.sum()[a][b] + confusion.sum()[b][a];
      if (swapped > most) {
        most = swapped;
        pair = Showers.CLASSES.get(a) + " and " + Showers.CLASSES.get(b);
      }
    }
  }
  say("%s: %.0f of 2000", pair, most);
  hardest.reveal(pair);
  claim(
      "photons and neutral pions are hardest to tell apart",
      pair.equals("photon and neutral pion"));

  // %% [markdown]
  // ## Which kinds are hard by nature
  //
  // A neutral pion of energy $E$ becomes two photons, at a distance of $d \ge 2\,m_\pi L / E$
  // after $L = 1$ m: 7 cm at 4 GeV, but 0.7 cm at 40 GeV, which is less than a strip. And when
  // the two lie one behind the other as we look from the side, they are one shower at any energy.
  // No network can see what is not in the image. The simulation knows the energies, so look at
  // photons and neutral pions together, and at how the share of those that were named right
  // changes with energy:

  // %%
  double[] energies = showers.energies(60_000, 70_000);
  double[] edges = {4, 6, 9, 13, 19, 28, 40}; // GeV
  double[] middle = {5, 7.5, 11, 16, 23.5, 34};
  double[] share = new double[6];
  double[] error = new double[6];
  for (int bin = 0; bin < 6; bin++) {
    int all = 0;
    int right = 0;
    for (int i = 0; i < actual.length; i++) {
      boolean here = energies[i] >= edges[bin] && energies[i] < edges[bin + 1];
      if (here && (actual[i] == 1 || actual[i] == 3)) {
        all++;
        right += predicted[i] == actual[i] ? 1 : 0;
      }
    }
    share[bin] = (double) right / all;
    error[bin] = Math.sqrt(share[bin] * (1 - share[bin]) / all);
  }
  show(
      Chart.of("Photons and neutral pions named right")
          .axes("energy [GeV]", "share")
          .yRange(0, 1)
          .errors("", middle, share, error));
  claim(
      "two photons of a neutral pion of much energy are harder to see",
      Math.max(share[0], share[1]) > share[5] + 0.1);

  // %% [markdown]
  // Others that nature makes hard: one photon in seven makes its pair before the first plane and
  // looks like an **electron**; nearly one **charged pion** in ten meets no nucleus and goes
  // through
  // like a **muon**; a **tau** of which one pion took most of the energy is like a **charged
  // pion**; and a **jet** of few particles is like a **tau**.
  //
  // Some images that were named wrongly, with what the network said:

  // %%
  var confused = new ArrayList<Chart>();
  for (int i = 0; confused.size() < 9; i++) {
    if (predicted[i] != actual[i]) {
      String words = Showers.CLASSES.get(actual[i]) + " → " + Showers.CLASSES.get(predicted[i]);
      confused.add(image(words, testData.inputs(), i).size(230, 140));
    }
  }
  show(FigureGrid.of(3, confused));

  // %% [markdown]
  // ## Saving and loading models
  //
  // The parameters go into a file (safetensors, which PyTorch opens as well). A network made anew
  // with the same layers takes them back. Lesson 11 has more.

  // %%
  Path file = Files.createTempFile("showers", ".safetensors");
  TrainingState.save(file, model);
  say("saved %d bytes", Files.size(file));

  var loaded =
      Sequential.of(
          Linear.of(28 * 28, 512), Relu.of(), Linear.of(512, 512), Relu.of(), Linear.of(512, 10));
  TrainingState.load(file, loaded);
  Files.delete(file);
  boolean same =
      Arrays.equals(loaded.forward(testData.x(), Mode.inference()).toArray(), logits.toArray());
  claim("the loaded model gives the same numbers, to the last bit", same);

  // %% [markdown]
  // ## Using it
  //
  // Ten numbers become probabilities by the *softmax* function, $p_k = e^{z_k} / \sum_j e^{z_j}$.
  //
  // *Try:* another event than number 6.

  // %%
  int event = 6;
  Dataset one = testData.take(event);
  Tensor probabilities = lossFn.response(loaded.forward(one.x(), Mode.inference()));
  int says = (int) probabilities.argMax(1).item();
  say(
      "Predicted: \"%s\", Actual: \"%s\"",
      Showers.CLASSES.get(says), Showers.CLASSES.get(actual[event]));
  show(
      FigureGrid.of(
          image("event " + event, testData.inputs(), event),
          Chart.of("What the network says")
              .axes("", "probability")
              .size(600, 220)
              .bars(Showers.CLASSES, probabilities.toDoubleArray())));

  // %% [markdown]
  // ## Exercise
  //
  // `predicted[i]` is what the network says event `i` is, `actual[i]` what it is, both a number
  // from 0 to 9. *How many percent of the electrons (kind 0) among the test events did the
  // network find?* Write a loop over all `predicted.length` events before the last line of
  // `electronsFound`.

  // %% [exercise]
  DoubleSupplier electronsFound =
      () -> {
        // for (int i = 0; i < predicted.length; i++) { ... }
        return Double.NaN; // your number of percent
      };
  exercise(
      "percent of electrons that were found",
      () -> electronsFound.getAsDouble(),
      p -> {
        double right = 100 * confusion.normalized()[0][0];
        return Double.isNaN(p)
            ? "count events with actual[i] == 0, and those of them with predicted[i] == 0"
            : close(p, right / 100, 1e-6)
                ? "that is the share; percent are a hundred times as much"
                : close(p, right, 1e-6) ? "" : "the matrix above has it, rounded: upper left";
      });

  // %% [solution]
  // DoubleSupplier electronsFoundThen =
  //     () -> {
  //       int electrons = 0;
  //       int found = 0;
  //       for (int i = 0; i < predicted.length; i++) {
  //         if (actual[i] == 0) {
  //           electrons++;
  //           if (predicted[i] == 0) {
  //             found++;
  //           }
  //         }
  //       }
  //       return 100.0 * found / electrons;
  //     };
  // exercise(
  //     "percent of electrons that were found",
  //     () -> electronsFoundThen.getAsDouble(),
  //     p -> close(p, 100 * confusion.normalized()[0][0], 1e-6) ? "" : "not yet");

  // %% [markdown]
  // ## References
  //
  // - PyTorch Team, *Learn the Basics: Quickstart*, pytorch.org/tutorials/beginner/basics
  // - H. Xiao, K. Rasul, R. Vollgraf, *Fashion-MNIST*, arXiv:1708.07747: the images of the
  //   tutorial
  // - G. Grindhammer, S. Peters, *The parameterized simulation of electromagnetic showers*,
  //   arXiv:hep-ex/0001020: how our showers are shaped
  // - R. Wigmans, *Calorimetry*, Oxford University Press (2017): how real ones are
  // - D. P. Kingma, J. Ba, *Adam: a method for stochastic optimization*, arXiv:1412.6980
}
