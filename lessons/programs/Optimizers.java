// %% [markdown]
// # 16. Optimizers
//
// Gradient descent takes a step along the last gradient and forgets it. The lecture (slide "Beyond
// standard gradient descent") names two things that help: **momentum**, keep some velocity from
// earlier gradients; and **adaptive gradients**, a step size of its own for each weight, by what
// its gradients were. Adam does both. Here they race: first in a valley that one can draw, then on
// a network that looks for Higgs events.

// %%
import static org.jpsi.lessons.Lesson.*;

import java.util.function.*;
import java.util.stream.*;
import org.jpsi.core.data.*;
import org.jpsi.core.expression.*;
import org.jpsi.core.loss.*;
import org.jpsi.core.nn.*;
import org.jpsi.core.optim.*;
import org.jpsi.core.parallel.*;
import org.jpsi.core.random.*;
import org.jpsi.core.table.*;
import org.jpsi.core.tensor.*;
import org.jpsi.core.train.*;
import org.jpsi.lab.sim.*;
import org.jpsi.report.*;

// %% [markdown]
// A function of two variables with its slopes, and a race down it: how many steps until the height
// is below a goal?

// %% [helper]
interface Valley {
  // Writes the slopes, and gives the height.
  double at(double x, double y, float[] slopes);
}

record Race(double[] x, double[] y, double[] height) {
  // Steps after which it is below the goal and stays there; one more than were made where never.
  int stepsTo(double goal) {
    int step = height.length;
    while (step > 0 && height[step - 1] < goal) {
      step--;
    }
    return step;
  }
}

Race race(Valley valley, Optimizer optimizer, float[] start, int steps) {
  float[] w = start.clone();
  var state = optimizer.start(2);
  double[] x = new double[steps + 1];
  double[] y = new double[steps + 1];
  double[] height = new double[steps + 1];
  for (int step = 0; step <= steps; step++) {
    x[step] = w[0];
    y[step] = w[1];
    var slopes = new float[2];
    height[step] = valley.at(w[0], w[1], slopes);
    state.step(w, slopes, optimizer.learningRate());
  }
  return new Race(x, y, height);
}

// Learning rates, four to a factor of ten.
double[] rates(double from, int count) {
  double[] all = new double[count];
  for (int i = 0; i < count; i++) {
    all[i] = from * StrictMath.pow(10, i / 4.0);
  }
  return all;
}

// Of 24 rates the one that needs the fewest steps.
double bestRate(
    Valley valley, DoubleFunction<Optimizer> made, float[] start, double goal, int steps) {
  double best = Double.NaN;
  int fewest = Integer.MAX_VALUE;
  for (double rate : rates(1e-5, 24)) {
    int taken = race(valley, made.apply(rate), start, steps).stepsTo(goal);
    if (taken < fewest) {
      fewest = taken;
      best = rate;
    }
  }
  return best;
}

void main() {
  // %% [markdown]
  // ## Momentum in five lines
  //
  // $$v \leftarrow \mu v + g, \qquad w \leftarrow w - r v$$
  //
  // A ball that rolls: $g$ pushes it, and $\mu = 0.9$ is what friction leaves of its velocity.
  // Along a slope that stays the same, it becomes $1/(1 - \mu) = 10$ times faster; where the slope
  // turns its sign at every step, pushes cancel.

  // %%
  float rate = 0.01f;
  float mu = 0.9f;
  float[] ours = {1, -2, 3};
  float[] velocity = new float[3];
  float[] theirs = ours.clone();
  var sgd = new Sgd(0.01, 0.9, false).start(3);
  for (int step = 0; step < 100; step++) {
    float[] g = new float[3];
    for (int i = 0; i < 3; i++) {
      g[i] = (i + 1) * ours[i]; // the slope of a bowl
    }
    sgd.step(theirs, g, 0.01);
    for (int i = 0; i < 3; i++) {
      velocity[i] = mu * velocity[i] + g[i];
      ours[i] = ours[i] - rate * velocity[i];
    }
  }
  say("ours    %s", Arrays.toString(ours));
  say("Jpsi's  %s", Arrays.toString(theirs));
  claim("momentum from scratch is the library's to the last bit", Arrays.equals(ours, theirs));

  // %% [markdown]
  // ## A narrow valley
  //
  // Rosenbrock's valley $f = (1 - x)^2 + 10\,(y - x^2)^2$ is steep across and nearly flat along,
  // and it bends. Plain descent has to take steps that are short enough for the walls, and crawls
  // along the floor.
  //
  // The rule of the race: each optimizer runs with 24 learning rates from $10^{-5}$ on, four to a
  // factor of ten, and its best one counts: the fewest steps until the height is below 0.001 and
  // stays there. To compare optimizers at one and the same rate would be unfair, for a rate means
  // something else to each.

  // %%
  Valley rosenbrock =
      (x, y, slopes) -> {
        double beside = y - x * x;
        slopes[0] = (float) (-2 * (1 - x) - 40 * x * beside);
        slopes[1] = (float) (20 * beside);
        return (1 - x) * (1 - x) + 10 * beside * beside;
      };
  var entrants = new LinkedHashMap<String, DoubleFunction<Optimizer>>();
  entrants.put("descent", r -> new Sgd(r, 0, false));
  entrants.put("momentum", r -> new Sgd(r, 0.9, false));
  entrants.put("AdaGrad", r -> new AdaGrad(r));
  entrants.put("RMSprop", r -> new RmsProp(r));
  entrants.put("Adam", r -> new Adam(r));

  // %% [markdown]
  // **Predict first.** Plain descent needs some 400 steps. How many with momentum?

  // %%
  var steps = predict("steps with momentum", 300);

  // %%
  float[] start = {-1.5f, 1.5f};
  double goal = 1e-3;
  double[] xs = Chart.range(-1.9, 1.6, 51);
  double[] ys = Chart.range(-0.7, 2.3, 45);
  double[][] height = new double[ys.length][xs.length];
  for (int j = 0; j < ys.length; j++) {
    for (int i = 0; i < xs.length; i++) {
      height[j][i] = StrictMath.log10(0.01 + rosenbrock.at(xs[i], ys[j], new float[2]));
    }
  }
  double[] lines = {-0.5, 0, 0.5, 1, 1.5, 2};
  var heights = Chart.of("Height against step, each at its best rate");
  heights.axes("step", "height").logY().xRange(0, 400).yRange(1e-6, 100).size(470, 360);
  var together = Chart.of("All together").axes("x", "y").size(470, 360);
  together.contours(xs, ys, height, lines).xRange(-1.9, 1.6).yRange(-0.7, 2.3);
  var pictures = new ArrayList<Figure>();
  var needed = new TreeMap<String, Integer>();
  for (var name : entrants.keySet()) {
    var made = entrants.get(name);
    double best = bestRate(rosenbrock, made, start, goal, 2000);
    var run = race(rosenbrock, made.apply(best), start, 2000);
    int taken = run.stepsTo(goal);
    needed.put(name, taken);
    say("%-9s learning rate %.2g: %4d steps", name, best, taken);
    int shown = Math.min(taken, 2000);
    double[] x = Arrays.copyOf(run.x(), shown + 1);
    double[] y = Arrays.copyOf(run.y(), shown + 1);
    pictures.add(
        Chart.of(name + ", " + taken + " steps")
            .axes("x", "y")
            .size(310, 270)
            .heat(xs, ys, height)
            .contours(xs, ys, height, lines)
            .color("", "#D55E00")
            .path("", x, y)
            .xRange(-1.9, 1.6)
            .yRange(-0.7, 2.3));
    together.path(name, x, y);
    heights.line(
        name,
        Chart.range(0, 400, 401),
        Arrays.stream(run.height()).limit(401).map(h -> Math.max(h, 1e-6)).toArray());
  }
  show(FigureGrid.of(3, pictures));
  show(FigureGrid.of(together, heights));
  steps.reveal(needed.get("momentum"));
  claim(
      "in the narrow valley momentum needs less than half the steps of plain descent",
      needed.get("momentum") < 0.5 * needed.get("descent"));

  // %% [markdown]
  // The valley's minimum is at (1, 1). Momentum overshoots, comes back, and is there long before
  // plain descent. RMSprop's steps do not shrink as the slope does: at a constant rate it goes on
  // swinging about the bottom, so that only a small rate, and a slow one, stays below the goal. In
  // practice the rate is lowered during the training.
  //
  // **Try:** another start, or 0.99 in place of 0.9.
  //
  // ## What each remembers
  //
  // | optimizer | remembers, for each weight | a step |
  // |---|---|---|
  // | descent | nothing | $-r g$ |
  // | momentum | a velocity $v \leftarrow \mu v + g$ | $-r v$ |
  // | AdaGrad | the sum of all squared gradients $s \leftarrow s + g^2$ | $-r g / \sqrt s$ |
  // | RMSprop | a moving mean of them $s \leftarrow 0.99 s + 0.01 g^2$ | $-r g / \sqrt s$ |
  // | Adam | moving means of $g$ and of $g^2$ | $-r\, m / \sqrt v$ |
  //
  // (Adam's are $m \leftarrow 0.9 m + 0.1 g$ and $v \leftarrow 0.999 v + 0.001 g^2$, with a
  // correction that we come to. All add a tiny $\epsilon$ to the root, so as not to divide by
  // zero.) The library says it, too:

  // %%
  for (var name : entrants.keySet()) {
    var memory = entrants.get(name).apply(0.1).start(1000).arrays();
    int numbers = memory.values().stream().mapToInt(array -> array.length).sum();
    say("%-9s keeps %-17s %4d numbers for 1000 weights", name, memory.keySet(), numbers);
  }

  // %% [markdown]
  // ## Adaptive means: by axis
  //
  // AdaGrad, RMSprop and Adam divide each weight's gradient by the size of its own earlier ones. In
  // a valley along an axis that makes steep and flat alike: they go straight to the bottom. They
  // see axes, though, not valleys. Turn the same valley by 45°, and both weights have gradients of
  // one size: nothing is left to adapt.

  // %%
  Valley aligned =
      (x, y, slopes) -> {
        slopes[0] = (float) x;
        slopes[1] = (float) (100 * y);
        return 0.5 * (x * x + 100 * y * y);
      };
  Valley turned =
      (x, y, slopes) -> {
        double u = (x + y) * StrictMath.sqrt(0.5);
        double v = (y - x) * StrictMath.sqrt(0.5);
        slopes[0] = (float) ((u - 100 * v) * StrictMath.sqrt(0.5));
        slopes[1] = (float) ((u + 100 * v) * StrictMath.sqrt(0.5));
        return 0.5 * (u * u + 100 * v * v);
      };
  // the same place in both valleys, seen from their axes
  float[] beside = {-2, 0.5f};
  float[] besideTurned = {
    (float) (-2.5 * StrictMath.sqrt(0.5)), (float) (-1.5 * StrictMath.sqrt(0.5))
  };
  var straight = new TreeMap<String, Integer>();
  var slanted = new TreeMap<String, Integer>();
  for (var name : entrants.keySet()) {
    var made = entrants.get(name);
    double along = bestRate(aligned, made, beside, goal, 2000);
    double across = bestRate(turned, made, besideTurned, goal, 2000);
    straight.put(name, race(aligned, made.apply(along), beside, 2000).stepsTo(goal));
    slanted.put(name, race(turned, made.apply(across), besideTurned, 2000).stepsTo(goal));
    say(
        "%-9s valley along an axis: %4d steps, turned by 45°: %4d",
        name, straight.get(name), slanted.get(name));
  }
  claim(
      "descent and momentum do not care how the valley lies",
      Math.abs(straight.get("descent") - slanted.get("descent")) <= 2
          && Math.abs(straight.get("momentum") - slanted.get("momentum")) <= 2);
  claim(
      "AdaGrad is far faster where the valley lies along an axis",
      straight.get("AdaGrad") < 0.1 * straight.get("descent")
          && slanted.get("AdaGrad") > 5 * straight.get("AdaGrad"));

  // %% [markdown]
  // ## Rare features
  //
  // What are axes in physics? Features. Say one feature is there in every event, and another, such
  // as a displaced vertex, in 2 of 100 events only, and both tell as much *where they are there*.
  // The rare one's weight gets a gradient in 2 of 100 events. Plain descent moves it rarely;
  // AdaGrad's steps are larger where the accumulated gradients are small.

  // %%
  int tracks = 4000;
  var rng = Rng.of(16);
  var features = new float[2 * tracks];
  var label = new float[tracks];
  var ones = new float[tracks];
  Arrays.fill(ones, 1);
  for (int i = 0; i < tracks; i++) {
    double common = rng.child("common").normal(i);
    boolean vertex = rng.child("vertex").uniform(i) < 0.02;
    double rare = vertex ? rng.child("rare").normal(i) : 0;
    double chance = 1 / (1 + StrictMath.exp(-3 * common - 3 * rare));
    features[2 * i] = (float) common;
    features[2 * i + 1] = (float) rare;
    label[i] = rng.child("label").uniform(i) < chance ? 1 : 0;
  }
  var vertices = Dataset.of(features, label, ones);
  var neuron = Linear.of(2, 1, Init.ZEROS);
  var learned = new TreeMap<String, double[]>();
  var stepsPerGradient = new TreeMap<String, double[]>();
  var growth = Chart.of("Two weights that should both become 3");
  growth.axes("step", "weight").size(560, 330);
  for (var entry :
      List.of(
          Map.entry("descent", new Sgd(0.5, 0, false)), Map.entry("AdaGrad", new AdaGrad(0.5)))) {
    neuron.initialize(Rng.of(1));
    var weights = Parameters.of(neuron.parameters());
    var state = entry.getValue().start(weights.size());
    var byWeight = new double[2][401];
    double[] moved = new double[2];
    double[] pushed = new double[2];
    for (int step = 0; step <= 400; step++) {
      int first = step * 20 % tracks; // batches of 20 events
      var part =
          Dataset.of(
              Arrays.copyOfRange(features, 2 * first, 2 * first + 40),
              Arrays.copyOfRange(label, first, first + 20),
              Arrays.copyOf(ones, 20));
      var gradient = new float[3];
      FullBatchLoss.of(neuron, new BinaryCrossEntropy(), weights, part).evaluate(gradient);
      float[] before = weights.values().clone();
      state.step(weights, gradient);
      for (int k = 0; k < 2; k++) {
        byWeight[k][step] = weights.values()[k];
        moved[k] += Math.abs(weights.values()[k] - before[k]);
        pushed[k] += Math.abs(gradient[k]);
      }
    }
    learned.put(entry.getKey(), new double[] {byWeight[0][400], byWeight[1][400]});
    stepsPerGradient.put(entry.getKey(), new double[] {moved[0] / pushed[0], moved[1] / pushed[1]});
    growth
        .line(entry.getKey() + ", common", Chart.range(0, 400, 401), byWeight[0])
        .line(entry.getKey() + ", rare", Chart.range(0, 400, 401), byWeight[1]);
    say(
        "%-8s step per gradient: common feature %.2f, rare feature %.2f; weights %.2f and %.2f",
        entry.getKey(),
        moved[0] / pushed[0],
        moved[1] / pushed[1],
        byWeight[0][400],
        byWeight[1][400]);
  }
  show(growth);
  double factor = stepsPerGradient.get("AdaGrad")[1] / stepsPerGradient.get("AdaGrad")[0];
  claim("AdaGrad's steps for the rare feature are several times longer", factor > 2.5);
  claim(
      "so it learns the rare feature sooner than plain descent",
      learned.get("AdaGrad")[1] > 1.5 * learned.get("descent")[1]);

  // %% [markdown]
  // The slide puts it as "smoother = larger step size". To be exact: what counts is the *size* of
  // the gradients so far, $\sqrt{\sum g^2}$. A weight with small gradients, be they smooth or rare,
  // gets long steps.
  //
  // ## Adam's correction
  //
  // Adam's means begin at zero, so at first they are too small: after $t$ steps of a gradient of 1
  // they are $m = 1 - 0.9^t$ and $v = 1 - 0.999^t$. Both are divided by just that. Without it, the
  // first steps would be wrong. **Predict first:** too long or too short?

  // %%
  var early = predict("without the correction, the first steps are", "too short");

  // %%
  double learningRate = 0.001;
  var adam = new Adam(learningRate).start(1);
  float[] weight = {0};
  double m = 0;
  double v = 0;
  double largestError = 0;
  double[] with = new double[3000];
  double[] without = new double[3000];
  for (int t = 1; t <= 3000; t++) {
    double g = 1;
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    double corrected =
        (m / (1 - StrictMath.pow(0.9, t)))
            / (StrictMath.sqrt(v / (1 - StrictMath.pow(0.999, t))) + 1e-8);
    with[t - 1] = corrected;
    without[t - 1] = m / (StrictMath.sqrt(v) + 1e-8);
    weight[0] = 0;
    adam.step(weight, new float[] {1}, learningRate);
    largestError = Math.max(largestError, Math.abs(-weight[0] / learningRate - corrected));
  }
  show(
      Chart.of("Adam's step under a gradient of 1, in learning rates")
          .axes("step number", "step / learning rate")
          .logX()
          .line("corrected", Chart.range(1, 3000, 3000), with)
          .line("not corrected", Chart.range(1, 3000, 3000), without));
  double longest = Arrays.stream(without).max().orElse(0);
  early.reveal("too long");
  say(
      "not corrected, the first step is %.2f learning rates, the longest %.2f",
      without[0], longest);
  claim("Adam from scratch is the library's", largestError < 1e-4);
  claim(
      "with the correction every step is one learning rate, without it up to six and a half",
      Math.abs(with[0] - 1) < 1e-6 && without[0] > 3 && longest > 6);

  // %% [markdown]
  // ## A physics network
  //
  // Higgs events against top pairs, by the seven masses of the generator's sample, 8000 events for
  // training and 4000 for validation; a network 7-32-32-1. Each optimizer gets the same first
  // weights and the same batches of 100 for 3 epochs, which are 240 steps, with each of 10 learning
  // rates. Again its best one counts, by the loss of the validation events after the last step. (To
  // be quite strict one would compare on a third sample; see the next lesson.)

  // %%
  String[] names = {"m_jj", "m_jjj", "m_lv", "m_jlv", "m_bb", "m_wbb", "m_wwbb"};
  Function<Table, Dataset> inGeV =
      table -> {
        int n = table.rows();
        float[] x = new float[7 * n];
        float[] y = new float[n];
        float[] w = new float[n];
        Arrays.fill(w, 1);
        for (int i = 0; i < n; i++) {
          for (int k = 0; k < 7; k++) {
            x[7 * i + k] = (float) table.numbers(names[k]).value(i);
          }
          y[i] = (float) table.numbers("process").value(i);
        }
        return Dataset.of(x, y, w);
      };
  // each mass less its mean, over its spread
  double[] mean = new double[7];
  double[] spread = new double[7];
  var raw = inGeV.apply(Generator.of("higgs", 16).table(0, 8000));
  for (int k = 0; k < 7; k++) {
    for (int i = 0; i < 8000; i++) {
      mean[k] += raw.inputs()[7 * i + k] / 8000;
    }
    for (int i = 0; i < 8000; i++) {
      double d = raw.inputs()[7 * i + k] - mean[k];
      spread[k] += d * d / 8000;
    }
    spread[k] = StrictMath.sqrt(spread[k]);
  }
  UnaryOperator<Dataset> standardized =
      data -> {
        float[] x = data.inputs().clone();
        for (int i = 0; i < x.length; i++) {
          x[i] = (float) ((x[i] - mean[i % 7]) / spread[i % 7]);
        }
        return Dataset.of(x, data.targets(), data.weights());
      };
  var other = inGeV.apply(Generator.of("higgs", 16).table(8000, 12000));
  var net =
      Sequential.of(
          Linear.of(7, 32, Init.HE_NORMAL),
          Relu.of(),
          Linear.of(32, 32, Init.HE_NORMAL),
          Relu.of(),
          Linear.of(32, 1, Init.HE_NORMAL));

  // The validation loss every 20 steps, of a training with one optimizer.
  interface Training {
    double[] run(Optimizer optimizer, Dataset train, Dataset validation);
  }
  Training training =
      (optimizer, train, validation) -> {
        net.initialize(Rng.of(3));
        double[] losses = new double[13];
        var loss = new BinaryCrossEntropy();
        var config = TrainingConfig.epochs(3).withBatch(100).withThreads(threads());
        var session =
            Trainer.of(net, loss, optimizer)
                .warmStart() // from the weights that net has
                .session(train, Dataset.none(), config);
        var pool = ThreadPool.of(threads());
        for (int done = 0; done <= 240; done++) {
          if (done % 20 == 0) {
            double sum = Predictions.of(net, loss, validation, pool).lossSum();
            losses[done / 20] = Math.min(2, Double.isFinite(sum) ? sum / 4000 : 2);
          }
          int[] order = Rng.of(4).child(done / 80).permutation(8000);
          session.step(train, order, done % 80 * 100, done % 80 * 100 + 100);
        }
        return losses;
      };
  double[] tried = new double[10];
  for (int i = 0; i < 10; i++) {
    tried[i] = 1e-4 * StrictMath.pow(10, i / 2.0);
  }

  // %% [markdown]
  // **Predict first.** Which is lowest after 240 steps: descent, momentum, AdaGrad, RMSprop, Adam?

  // %%
  var first = predict("the lowest", "momentum");

  // %%
  var train = standardized.apply(raw);
  var validation = standardized.apply(other);
  var byRate = Chart.of("After 240 steps, against the learning rate");
  byRate.axes("learning rate", "validation loss").logX().yRange(0.55, 0.75).size(470, 330);
  var byStep = Chart.of("Each at its best rate");
  byStep.axes("step", "validation loss").yRange(0.55, 0.75).size(470, 330);
  var lowest = new TreeMap<String, Double>();
  var atThousandth = new TreeMap<String, Double>();
  var bestRates = new TreeMap<String, Double>();
  for (var name : entrants.keySet()) {
    double[] ends = new double[tried.length];
    double[] bestCourse = {9};
    for (int i = 0; i < tried.length; i++) {
      double[] course = training.run(entrants.get(name).apply(tried[i]), train, validation);
      ends[i] = course[course.length - 1];
      if (ends[i] < bestCourse[bestCourse.length - 1]) {
        bestCourse = course;
        bestRates.put(name, tried[i]);
      }
    }
    lowest.put(name, bestCourse[bestCourse.length - 1]);
    atThousandth.put(name, ends[2]);
    byRate.line(name, tried, Arrays.stream(ends).map(l -> Math.min(l, 0.75)).toArray());
    byStep.line(
        name,
        Chart.range(0, 240, 13),
        Arrays.stream(bestCourse).map(l -> Math.min(l, 0.75)).toArray());
    say(
        "%-9s best learning rate %.4f: loss %.4f;   at 0.001: %.4f",
        name, bestRates.get(name), lowest.get(name), ends[2]);
  }
  show(FigureGrid.of(byRate, byStep));
  first.reveal(lowest.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey());
  claim(
      "momentum and Adam end lower than plain descent, each at its best rate",
      lowest.get("momentum") < lowest.get("descent") - 0.01
          && lowest.get("Adam") < lowest.get("descent") - 0.01);
  claim(
      "at the rate 0.001, Adam has learned far more than plain descent",
      atThousandth.get("Adam") < atThousandth.get("descent") - 0.05);

  // %% [markdown]
  // Look at the left picture: the rate that suits plain descent is 3 times Adam's and 30 times
  // RMSprop's. An adaptive step is about one learning rate long, whatever the gradient; a plain one
  // is as small as the gradient. So Adam's rate can be guessed beforehand (one begins with 0.001 to
  // 0.01; as few as 240 steps want longer ones), and that is why it is the usual choice.
  //
  // ## Step sizes, measured
  //
  // For each weight of the network, over 80 steps: how large are its gradients, and how long its
  // steps?

  // %%
  var scatter = Chart.of("Each point is a weight");
  scatter.axes("gradient (root mean square)", "step / learning rate").logX().logY();
  scatter.xRange(1e-5, 0.2).size(520, 360);
  var exponents = new TreeMap<String, Double>();
  for (var name : List.of("descent", "AdaGrad", "Adam")) {
    net.initialize(Rng.of(3));
    var weights = Parameters.of(net.parameters());
    var optimizer = entrants.get(name).apply(bestRates.get(name) / 10);
    var state = optimizer.start(weights.size());
    double[] squares = new double[weights.size()];
    double[] moved = new double[weights.size()];
    for (int step = 0; step < 80; step++) {
      var batch =
          Dataset.of(
              Arrays.copyOfRange(train.inputs(), 700 * step, 700 * step + 700),
              Arrays.copyOfRange(train.targets(), 100 * step, 100 * step + 100),
              Arrays.copyOf(train.weights(), 100));
      var gradient = new float[weights.size()];
      FullBatchLoss.of(net, new BinaryCrossEntropy(), weights, batch).evaluate(gradient);
      float[] before = weights.values().clone();
      state.step(weights, gradient);
      for (int i = 0; i < gradient.length; i++) {
        squares[i] += (double) gradient[i] * gradient[i] / 80;
        moved[i] += Math.abs(weights.values()[i] - before[i]) / 80 / optimizer.learningRate();
      }
    }
    double[] size = Arrays.stream(squares).map(StrictMath::sqrt).toArray();
    int[] some = // every fifth, of those with a gradient
        IntStream.range(0, size.length).filter(i -> i % 5 == 0 && size[i] > 1e-6).toArray();
    double[] g = Arrays.stream(some).mapToDouble(i -> size[i]).toArray();
    double[] d = Arrays.stream(some).mapToDouble(i -> moved[i]).toArray();
    scatter.points(name, g, d, 1.4);
    // the exponent of step ~ gradient^k, a straight line in logarithms
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    for (int i = 0; i < g.length; i++) {
      double a = StrictMath.log(g[i]);
      double b = StrictMath.log(d[i]);
      sx += a / g.length;
      sy += b / g.length;
      sxx += a * a / g.length;
      sxy += a * b / g.length;
    }
    exponents.put(name, (sxy - sx * sy) / (sxx - sx * sx));
    say("%-8s a step goes as gradient^%.2f", name, exponents.get(name));
  }
  show(scatter);
  claim(
      "plain steps are proportional to the gradient, adaptive ones nearly the same for all weights",
      exponents.get("descent") > 0.9
          && Math.abs(exponents.get("Adam")) < 0.35
          && Math.abs(exponents.get("AdaGrad")) < 0.35);

  // %% [markdown]
  // ## What no optimizer mends
  //
  // The same race with the masses as they are, in GeV: numbers of some hundreds.

  // %%
  double bestInGeV = 9;
  for (var name : entrants.keySet()) {
    double best = 9;
    for (double r : tried) {
      best = Math.min(best, training.run(entrants.get(name).apply(r), raw, other)[12]);
    }
    say("%-9s at its best rate: %.3f", name, best);
    bestInGeV = Math.min(bestInGeV, best);
  }
  claim(
      "plain descent on standardized features beats every optimizer on features in GeV",
      lowest.get("descent") < bestInGeV);

  // %% [markdown]
  // ## Exercise: RMSprop
  //
  // Write its two rules from the table, for one weight: the new `s` from the old one and the
  // gradient `g`, and the step that is subtracted, from the new `s`, with $r = 0.01$ and
  // $\epsilon = 10^{-8}$ added to the root. Yours and the library's then take 50 steps.

  // %% [exercise]
  DoubleBinaryOperator newS = (s, g) -> Double.NaN; // your line
  DoubleBinaryOperator theStep = (s, g) -> Double.NaN; // your line
  exercise(
      "RMSprop by hand",
      () -> {
        double s = 0;
        double w = 1;
        var state = new RmsProp(0.01).start(1);
        float[] expected = {1};
        double apart = 0;
        for (int t = 0; t < 50; t++) {
          double g = StrictMath.sin(t) + 0.5;
          s = newS.applyAsDouble(s, g);
          w -= theStep.applyAsDouble(s, g);
          state.step(expected, new float[] {(float) g}, 0.01);
          apart = Math.max(apart, Math.abs(w - expected[0]));
          if (Double.isNaN(w)) {
            return t == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
          }
        }
        return apart;
      },
      apart ->
          apart < 1e-4
              ? ""
              : Double.isNaN(apart)
                  ? "both lines must give numbers"
                  : "yours and the library's part by up to "
                      + Math.round(1000 * apart) / 1000.0
                      + "; s is a moving mean of g * g, 0.99 of it old");

  // %% [solution]
  // DoubleBinaryOperator newS = (s, g) -> 0.99 * s + 0.01 * g * g;
  // DoubleBinaryOperator theStep = (s, g) -> 0.01 * g / (StrictMath.sqrt(s) + 1e-8);
  // double sRight = 0;
  // double wRight = 1;
  // var stateRight = new RmsProp(0.01).start(1);
  // float[] wLibrary = {1};
  // for (int t = 0; t < 50; t++) {
  //   double g = StrictMath.sin(t) + 0.5;
  //   sRight = newS.applyAsDouble(sRight, g);
  //   wRight -= theStep.applyAsDouble(sRight, g);
  //   stateRight.step(wLibrary, new float[] {(float) g}, 0.01);
  // }
  // double apartRight = Math.abs(wRight - wLibrary[0]);
  // exercise("RMSprop by hand", () -> apartRight, apart -> apart < 1e-4 ? "" : "not yet equal");
}

// %% [markdown]
// ## References
//
// - B. Polyak, *Some methods of speeding up the convergence of iteration methods* (1964),
//   [doi:10.1016/0041-5553(64)90137-5](https://doi.org/10.1016/0041-5553(64)90137-5): momentum
// - J. Duchi, E. Hazan, Y. Singer, *Adaptive subgradient methods* (2011), JMLR 12, 2121: AdaGrad
// - G. Hinton, *Neural networks for machine learning*, lecture 6e (2012): RMSprop
// - D. Kingma, J. Ba, *Adam: a method for stochastic optimization* (2014),
//   [arXiv:1412.6980](https://arxiv.org/abs/1412.6980)
// - The events: [arXiv:1402.4735](https://arxiv.org/abs/1402.4735), by `jpsi generate higgs`
