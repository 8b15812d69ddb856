// %% [markdown]
// # 6. Datasets and batches
//
// A network learns from events, and events come in many shapes: images, rows of a table, files
// from an experiment. This lesson makes a `Dataset` of each, looks into it, and takes it apart
// into the *batches* that training works on. It follows *Datasets & DataLoaders* of PyTorch's
// tutorial; on the slides it is *Supervised learning* and the first half of *Backpropagation
// gradient descent* ("taking the average gradient for some batch of data").

// %%
import static org.jpsi.lessons.Lesson.*;

import java.io.*;
import java.nio.file.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import org.jpsi.core.data.*;
import org.jpsi.core.random.*;
import org.jpsi.core.table.*;
import org.jpsi.core.train.*;
import org.jpsi.formats.*;
import org.jpsi.lab.sim.*;
import org.jpsi.report.*;

// %% [markdown]
// One image as a picture, as in lesson 4.

// %% [helper]
Chart image(String title, float[] images, int event) {
  double[][] z = new double[28][28];
  for (int i = 0; i < 784; i++) {
    z[i / 28][i % 28] = images[784 * event + i];
  }
  double[] place = Chart.range(0, 27, 28);
  return Chart.of(title).size(170, 150).bare().heat(place, place, z);
}

void main() throws IOException {
  // %% [markdown]
  // ## Loading a dataset
  //
  // `Showers.of(seed)` makes images of particles in a calorimeter. Event number $i$ is a function
  // of the seed and of $i$ alone, so "events 0 to 5,999" are the same on your machine and on
  // mine, and two samples do not overlap when their numbers do not.
  //
  // A `Dataset` is events as a network takes them: inputs, targets, and a weight for each event,
  // which here is 1. In real analyses weights say how many events of the experiment a simulated
  // one stands for, and some are negative.

  // %%
  var showers = Showers.of(1);
  var trainingData = Dataset.of(showers.images(0, 6_000), showers.labels(0, 6_000));
  var testData = Dataset.of(showers.images(60_000, 61_000), showers.labels(60_000, 61_000));
  say("training: %d events of %d numbers", trainingData.events(), trainingData.features());
  say("test: %d events of %d numbers", testData.events(), testData.features());

  // %% [markdown]
  // ## Iterating and visualizing
  //
  // `x()` are the inputs as a tensor, `y()` the targets, `labels()` the targets as whole numbers.
  // Nine events drawn at random (the same nine each time: random numbers come from a seed, too):

  // %%
  Rng draw = Rng.of(2).child("pictures");
  var pictures = new ArrayList<Chart>();
  for (int i = 0; i < 9; i++) {
    int event = draw.integer(trainingData.events(), i);
    String kind = Showers.CLASSES.get(trainingData.labels()[event]);
    pictures.add(image(kind, trainingData.inputs(), event));
  }
  show(FigureGrid.of(3, pictures));
  say("x: %s, y: %s", trainingData.x().shape(), trainingData.y().shape());

  // %% [markdown]
  // How many of each kind are there? A network that sees one kind more often than the others will
  // say it more often, so one looks.

  // %%
  double[] count = new double[10];
  for (int label : trainingData.labels()) {
    count[label]++;
  }
  show(Chart.of("Training events of each kind").size(640, 220).bars(Showers.CLASSES, count));
  claim("every kind is there 600 times", Arrays.stream(count).allMatch(n -> n == 600));

  // %% [markdown]
  // ## A dataset of your own
  //
  // Before there were networks that look at images, one computed a few numbers from each shower
  // and worked on with these. A `Table` has them as columns with names and units. Three numbers
  // that physicists have used since the first calorimeters: the energy that was seen, how deep it
  // lies on average, and how wide it is spread across.

  // %%
  int events = 3_000;
  float[] seen = new float[events];
  float[] depth = new float[events];
  float[] width = new float[events];
  for (int i = 0; i < events; i++) {
    double e = 0;
    double plane = 0;
    double strip = 0;
    double strip2 = 0;
    for (int p = 0; p < 784; p++) {
      double pixel = trainingData.inputs()[784 * i + p];
      double cell = pixel * pixel; // GeV: a pixel is the root of the energy
      e += cell;
      plane += cell * (p % 28);
      strip += cell * (p / 28);
      strip2 += cell * (p / 28) * (p / 28);
    }
    double all = Math.max(e, 1e-6); // some neutrons leave nothing at all
    seen[i] = (float) e;
    depth[i] = (float) (plane / all);
    width[i] = (float) Math.sqrt(Math.max(0, strip2 / all - strip / all * (strip / all)));
  }
  var table =
      Table.of(
          "showers",
          List.of(
              NumberColumn.of("energy", "GeV", seen),
              NumberColumn.of("depth", "X0", depth),
              NumberColumn.of("width", "cm", width),
              NumberColumn.of("kind", "", Arrays.copyOf(trainingData.labels(), events))));
  show(table);

  // %% [markdown]
  // Two kinds in two of the numbers. A straight line already tells many of them apart; lesson 2
  // finds such lines.

  // %%
  var plane = Chart.of("Two numbers of a shower").axes("depth [radiation lengths]", "width [cm]");
  for (int kind : new int[] {0, 7}) {
    int[] of =
        IntStream.range(0, events).filter(i -> table.numbers("kind").value(i) == kind).toArray();
    plane.points(
        Showers.CLASSES.get(kind),
        Arrays.stream(of).mapToDouble(i -> depth[i]).toArray(),
        Arrays.stream(of).mapToDouble(i -> width[i]).toArray());
  }
  show(plane);

  // %% [markdown]
  // Tables are what one reads from files: ROOT, CSV or NPY, told by the ending. We write ours as
  // CSV, read it again, and make a dataset of columns by their names, in the order *we* ask for.

  // %%
  Path folder = Files.createTempDirectory("lesson");
  Path csv = folder.resolve("showers.csv");
  try (var writer = Tables.create(csv, "showers")) {
    writer.write(table);
    writer.finish();
  }
  say("the file begins with the line %s", Files.readAllLines(csv).getFirst());
  var read = Tables.read(csv, null);
  Files.delete(csv);
  Files.delete(folder);
  var shapes = Dataset.of(read, List.of("width", "depth"), "kind");
  say("%d events of %d features", shapes.events(), shapes.features());
  claim(
      "a file keeps every number to the last bit",
      Arrays.equals(
          Dataset.of(table, List.of("width", "depth"), "kind").inputs(), shapes.inputs()));

  // %% [markdown]
  // A name that is wrong is not guessed at:

  // %%
  try {
    Dataset.of(table, List.of("width", "deepth"), "kind");
  } catch (RuntimeException e) {
    say("%s", e.getMessage());
  }

  // %% [markdown]
  // ## Preparing data for training with batches
  //
  // Training takes a step after every *batch* of events. A batch of one is noisy; a batch of all
  // makes few steps for much work. As in PyTorch, a `DataLoader` makes the batches:
  //
  // - every event comes once in each pass over the data (an *epoch*);
  // - they come in a new order in each epoch, so that no batch is always the same;
  // - the last batch is what is left.
  //
  // **Predict first.** How many batches of 64 are there in 6,000 events, and how many events are
  // in the last one?

  // %%
  var batchesGuess = predict("batches of 64", 93);
  var lastGuess = predict("events in the last batch", 64);

  // %%
  int epoch = 1;
  var trainLoader = DataLoader.of(trainingData, 64, Rng.of(1).child(epoch));
  int largest = 0;
  int last = 0;
  int sum = 0;
  for (Batch batch : trainLoader) {
    largest = Math.max(largest, batch.events());
    last = batch.events();
    sum += batch.events();
  }
  batchesGuess.reveal(trainLoader.count());
  lastGuess.reveal(last);
  claim("an epoch has every event once", sum == trainingData.events() && largest == 64);

  // %% [markdown]
  // **Why shuffled?** Say the events lie in a file kind by kind, as simulations often come: first
  // all electrons, then all photons. Without shuffling, a batch has one kind only, and the
  // network learns to say "electron" for everything, then "photon" for everything, and so on.
  //
  // *Try:* `child(2)`, another epoch, in the line that makes `shuffled`.

  // %%
  int[] byKind =
      IntStream.range(0, 6_000)
          .boxed()
          .sorted(Comparator.comparingInt(i -> trainingData.labels()[i]))
          .mapToInt(i -> i)
          .toArray();
  var sorted = trainingData.take(byKind);
  long kindsSorted = Arrays.stream(DataLoader.of(sorted, 64).batch(3).labels()).distinct().count();
  var shuffled = DataLoader.of(sorted, 64, Rng.of(1).child("epoch").child(1));
  long kindsShuffled = Arrays.stream(shuffled.batch(3).labels()).distinct().count();
  say("kinds in batch 3: %d as in the file, %d shuffled", kindsSorted, kindsShuffled);
  claim(
      "a shuffled batch has all ten kinds, a sorted one has one",
      kindsSorted == 1 && kindsShuffled == 10);

  // %% [markdown]
  // ## Iterating through the batches
  //
  // One batch, its shapes, and its first event:

  // %%
  Batch first = trainLoader.batch(0);
  say("Feature batch shape: %s", first.x().shape());
  say("Labels batch shape: %s", first.y().shape());
  String label = Showers.CLASSES.get(first.labels()[0]);
  say("Label: %s", label);
  show(image(label, first.inputs(), 0));

  // %% [markdown]
  // Another thing that batches tell: how well a batch stands for the whole. The mean pixel of a
  // batch scatters about that of all events, the less the larger the batch is: as $1/\sqrt{n}$.
  // The gradient of a batch scatters likewise (lesson 14).

  // %%
  double[] sizes = {4, 16, 64, 256, 1024};
  double[] scatter = new double[5];
  for (int s = 0; s < 5; s++) {
    double mean = 0;
    double square = 0;
    int n = 0;
    for (Batch batch : DataLoader.of(trainingData, (int) sizes[s], Rng.of(4))) {
      if (batch.events() == (int) sizes[s]) {
        double pixel = batch.x().mean().item();
        mean += pixel;
        square += pixel * pixel;
        n++;
      }
    }
    scatter[s] = Math.sqrt(Math.max(0, square / n - mean / n * (mean / n)));
  }
  double[] expected = Arrays.stream(sizes).map(n -> scatter[0] * Math.sqrt(4 / n)).toArray();
  show(
      Chart.of("How much the mean pixel of a batch scatters")
          .axes("events in a batch", "standard deviation")
          .xRange(3, 2000)
          .yRange(5e-4, 0.02)
          .logX()
          .logY()
          .ticks("x", sizes)
          .ticks("y", 0.001, 0.002, 0.005, 0.01, 0.02)
          .points("measured", sizes, scatter, 4)
          .dashed("1 / sqrt(n)", sizes, expected));
  claim(
      "batches of 16 times as many events scatter about a quarter as much",
      scatter[0] / scatter[2] > 3 && scatter[0] / scatter[2] < 5.5);

  // %% [markdown]
  // ## Exercise
  //
  // Make a dataset of the two kinds that are hardest to tell apart, photons (1) and neutral pions
  // (3), from the 1,000 test events. `testData.take(numbers)` takes events by their numbers.
  // Which numbers are it? Complete the condition in `filter`.

  // %% [exercise]
  Supplier<Dataset> photonsAndPions =
      () ->
          testData.take(
              IntStream.range(0, 1_000)
                  .filter(i -> testData.labels()[i] < 0) // your condition
                  .toArray());
  exercise(
      "a dataset of photons and neutral pions",
      () -> photonsAndPions.get(),
      data -> {
        if (data.events() == 0) {
          return "no event has a label below 0: ask for labels 1 or 3 with ||";
        }
        boolean others = Arrays.stream(data.labels()).anyMatch(k -> k != 1 && k != 3);
        return others
            ? "there are other kinds in it: "
                + Arrays.stream(data.labels()).boxed().distinct().toList()
            : data.events() == 200 ? "" : "there are 100 of each, yours has " + data.events();
      });

  // %% [solution]
  // Supplier<Dataset> hardPair =
  //     () ->
  //         testData.take(
  //             IntStream.range(0, 1_000)
  //                 .filter(i -> testData.labels()[i] == 1 || testData.labels()[i] == 3)
  //                 .toArray());
  // exercise(
  //     "a dataset of photons and neutral pions",
  //     () -> hardPair.get(),
  //     data -> data.events() == 200 ? "" : "not yet");

  // %% [markdown]
  // ## References
  //
  // - PyTorch Team, *Learn the Basics: Datasets & DataLoaders*,
  //   pytorch.org/tutorials/beginner/basics
  // - L. Bottou, F. E. Curtis, J. Nocedal, *Optimization methods for large-scale machine
  //   learning*, SIAM Review 60 (2018) 223, arXiv:1606.04838: why batches, and why at random
  // - C. W. Fabjan, F. Gianotti, *Calorimetry for particle physics*, Rev. Mod. Phys. 75 (2003)
  //   1243, doi:10.1103/RevModPhys.75.1243
}
