// %% [markdown]
// # 15. The loss landscape
//
// A network with $n$ weights has one loss for each choice of them: a landscape over a space of $n$
// dimensions, in which training walks downhill. The lecture says of it (slide "The loss
// landscape"): a very complicated structure, lots of local minima, and one has to find reliable
// ways down - choose the right learning rate. Here we look at it:
//
// 1. all of it, where there are two weights only, and what the learning rate does there;
// 2. minima, one of them only local, and the saddle between them;
// 3. a slice through the landscape of a real network, in directions that are fair;
// 4. the way a training took, seen from where it moved most;
// 5. where trainings with other seeds end, and why weights must not begin at zero.

// %%
import static org.jpsi.lessons.Lesson.*;

import java.util.function.*;
import java.util.stream.*;
import org.jpsi.core.data.*;
import org.jpsi.core.landscape.*;
import org.jpsi.core.loss.*;
import org.jpsi.core.nn.*;
import org.jpsi.core.optim.*;
import org.jpsi.core.random.*;
import org.jpsi.core.tensor.*;
import org.jpsi.core.train.*;
import org.jpsi.lab.sim.*;
import org.jpsi.report.*;

// %% [markdown]
// Two helpers. A `Walk` is a descent on paper: where it was after every step, and how high.

// %% [helper]
record Walk(List<float[]> places, double[] losses) {
  double[] weight(int number) {
    return places.stream().mapToDouble(place -> place[number]).toArray();
  }

  double end() {
    return losses[losses.length - 1];
  }

  // Steps until the loss is below a height; the last step where it never is.
  int stepsTo(double height) {
    int step = 0;
    while (step + 1 < losses.length && !(losses[step] < height)) {
      step++;
    }
    return step;
  }
}

Walk walk(
    Parameters parameters,
    Lbfgs.Objective landscape,
    Optimizer optimizer,
    float[] start,
    int steps) {
  float[] w = parameters.values();
  System.arraycopy(start, 0, w, 0, w.length);
  var state = optimizer.start(w.length);
  var places = new ArrayList<float[]>();
  var losses = new double[steps + 1];
  for (int step = 0; step <= steps; step++) {
    var gradient = new float[w.length];
    losses[step] = landscape.evaluate(gradient); // the height here, and the slope
    places.add(w.clone());
    state.step(w, gradient, optimizer.learningRate());
  }
  return new Walk(places, losses);
}

double[] steps(int last) {
  return Chart.range(0, last, last + 1);
}

void main() {
  // %% [markdown]
  // ## Two weights: the whole landscape
  //
  // An electron of energy $E$ leaves a signal $s$ in a calorimeter. We calibrate it: find gain $w$
  // and offset $b$ so that $w s + b$ is $E$ in the mean. The loss is the mean square of what is
  // missing,
  //
  // $$L(w, b) = \frac1N \sum_j (w s_j + b - E_j)^2$$
  //
  // and as there are two weights, we can draw it. Energies are in units of 50 GeV; the true
  // calibration is $w = 1.25$, $b = -0.2$, and the resolution is $10\,\%/\sqrt{E}$.

  // %%
  int electrons = 300;
  var rng = Rng.of(15);
  var signal = new float[electrons];
  var energy = new float[electrons];
  for (int i = 0; i < electrons; i++) {
    double e = 0.2 + 1.8 * rng.child("energy").uniform(i); // 10 to 100 GeV
    double measured = e * (1 + 0.1 / StrictMath.sqrt(50 * e) * rng.child("shower").normal(i));
    signal[i] = (float) ((measured + 0.2) / 1.25);
    energy[i] = (float) e;
  }
  var ones = new float[electrons];
  Arrays.fill(ones, 1);
  var beam = Dataset.of(signal, energy, ones);

  var line = Linear.of(1, 1);
  var gainAndOffset = Parameters.of(line.parameters());
  var calibration = FullBatchLoss.of(line, new MeanSquaredError(), gainAndOffset, beam);

  // %% [markdown]
  // Gradient descent makes steps $-r\,\partial L / \partial w$ with a learning rate $r$. On such a
  // bowl one can say beforehand what it does. Along a principal direction of curvature $\lambda$
  // (an eigenvalue of the Hessian, the matrix of second derivatives) the distance to the bottom is
  // multiplied by $1 - r\lambda$ at each step. It shrinks where $|1 - r\lambda| < 1$, so
  //
  // $$r < 2 / \lambda_\mathrm{max}.$$

  // %%
  var bowl = Hessian.of(gainAndOffset, calibration);
  double steepest = bowl.eigenvalues()[0];
  double flattest = bowl.eigenvalues()[1];
  say(
      "curvatures %.3f and %.3f: the valley is %.0f times longer than wide",
      steepest, flattest, StrictMath.sqrt(steepest / flattest));
  say("the largest learning rate that converges should be 2 / %.3f = %.3f", steepest, 2 / steepest);

  // %% [markdown]
  // **Predict first.** Three descents of 40 steps begin at the same place: with 2 %, with 90 % and
  // with 105 % of that largest rate. Which ends lowest?

  // %%
  var guess = predict("the rate that ends lowest", "105 %");

  // %%
  float[] start = {-0.3f, 0.3f};
  double largest = 2 / steepest;
  var tooSmall = walk(gainAndOffset, calibration, new Sgd(0.02 * largest, 0, false), start, 40);
  var right = walk(gainAndOffset, calibration, new Sgd(0.9 * largest, 0, false), start, 40);
  var tooLarge = walk(gainAndOffset, calibration, new Sgd(1.05 * largest, 0, false), start, 40);

  double[] gains = Chart.range(-2, 4, 41);
  double[] offsets = Chart.range(-3, 3, 41);
  var bowlOfLoss =
      LossLandscape.of(line, new MeanSquaredError(), beam)
          .around(new float[2])
          .surface(new double[] {1, 0}, new double[] {0, 1}, gains, offsets);
  double[] levels = {0.03, 0.1, 0.3, 1, 3, 10};
  var maps = new ArrayList<Chart>();
  for (var each :
      List.of(
          Map.entry("too small", tooSmall),
          Map.entry("right", right),
          Map.entry("too large", tooLarge))) {
    double[] w = each.getValue().weight(0);
    double[] b = each.getValue().weight(1);
    maps.add(
        Chart.of("Learning rate " + each.getKey())
            .axes("gain w", "offset b [50 GeV]")
            .size(310, 300)
            .heat(gains, offsets, bowlOfLoss.loss())
            .contours(gains, offsets, bowlOfLoss.loss(), levels)
            .color("", "#D55E00")
            .path("", w, b)
            .points("", w, b, 1.5)
            .xRange(-2, 4)
            .yRange(-3, 3));
  }
  show(FigureGrid.of(3, maps));
  show(
      Chart.of("The same three descents")
          .axes("step", "mean square error")
          .logY()
          .line("2 %", steps(40), tooSmall.losses())
          .line("90 %", steps(40), right.losses())
          .line("105 %", steps(40), tooLarge.losses()));
  guess.reveal("90 %");

  // %% [markdown]
  // Too small: the walk has hardly begun. Right: it swings from wall to wall of the valley, each
  // time a little less far, and goes down. Too large: each swing is longer than the one before.
  //
  // **Try:** change 0.9 to 0.5, or the start.

  // %%
  claim(
      "below 2 / curvature the descent converges, above it diverges",
      right.end() < 0.01 * right.losses()[0] && tooLarge.end() > 10 * tooLarge.losses()[0]);
  claim(
      "a rate that is too small is still high up when the right one has arrived",
      tooSmall.end() > 10 * right.end());

  // %% [markdown]
  // ## Exercise: the best rate
  //
  // The slower of both directions counts: $|1 - r \lambda|$ has to be small for the steepest and
  // for the flattest one at once. Set a rate with which the loss comes below 0.001 in as few steps
  // as can be. `steepest` and `flattest` are at hand.

  // %% [exercise]
  double bestRate = Double.NaN; // your rate: a number or a formula
  exercise(
      "the best rate",
      () -> bestRate,
      r -> {
        if (!(r > 0 && r < 10)) {
          return "set a rate greater than 0, and not far above "
              + Math.round(100 * largest) / 100.0;
        }
        var yours = walk(gainAndOffset, calibration, new Sgd(r, 0, false), start, 300);
        int taken = yours.stepsTo(0.001);
        return taken <= 75
            ? ""
            : taken + " steps are not the fewest; where are both |1 - r λ| equal?";
      });

  // %% [solution]
  // double bestRate = 2 / (steepest + flattest);
  // exercise(
  //     "the best rate",
  //     () -> bestRate,
  //     r ->
  //         walk(gainAndOffset, calibration, new Sgd(r, 0, false), start, 300).stepsTo(0.001) <= 75
  //             ? ""
  //             : "too many steps");

  // %% [markdown]
  // ## Minima and the saddle between them
  //
  // A bowl has one minimum. This function of two variables, much like a potential in mechanics, has
  // two, and one is deeper:
  //
  // $$f(x, y) = (x^2 - 1)^2 + 0.3\,x + 2\,(y - 0.4\,x)^2$$
  //
  // The shallow one is a **local minimum**: who is there goes up in every direction. Between both
  // lies a **saddle**: flat, but up along one direction and down along another.

  // %%
  DoubleBinaryOperator potential =
      (x, y) -> (x * x - 1) * (x * x - 1) + 0.3 * x + 2 * (y - 0.4 * x) * (y - 0.4 * x);
  var point = Parameter.of("point", Shape.of(2));
  var place = Parameters.of(List.of(point));
  Lbfgs.Objective slopes =
      gradient -> {
        // the same by tensors, which know its derivatives
        Tensor x = point.tensor().slice(0, 0, 1);
        Tensor y = point.tensor().slice(0, 1, 2);
        Tensor f =
            x.square().sub(1).square().add(x.mul(0.3f)).add(y.sub(x.mul(0.4f)).square().mul(2));
        f.sum().backward().addTo(place, gradient, 0);
        return f.sum().item();
      };

  // %% [markdown]
  // **Predict first.** Five descents begin at different places, all with the same rate 0.05. How
  // many of them find the deeper minimum?

  // %%
  var deeper = predict("descents of 5 that end in the deeper minimum", 5);

  // %%
  float[][] starts = {{-1.6f, 0.9f}, {-0.2f, -1}, {0.04f, 1}, {0.3f, 0.9f}, {1.6f, -0.6f}};
  double[] xs = Chart.range(-1.8, 1.8, 37);
  double[] ys = Chart.range(-1.2, 1.2, 31);
  double[][] ground = new double[ys.length][xs.length];
  for (int j = 0; j < ys.length; j++) {
    for (int i = 0; i < xs.length; i++) {
      ground[j][i] = potential.applyAsDouble(xs[i], ys[j]);
    }
  }
  var wells =
      Chart.of("Two minima and a saddle")
          .axes("x", "y")
          .heat(xs, ys, ground)
          .contours(xs, ys, ground, -0.2, 0, 0.2, 0.4, 0.7, 1, 1.01, 1.5, 2.5, 4)
          .xRange(-1.8, 1.8)
          .yRange(-1.2, 1.2);
  var relief = SurfacePlot.of("The same from the side").axes("x", "y", "f").view(20, 40);
  relief.heights(xs, ys, ground, -0.4, 2.5);
  int inDeeper = 0;
  for (int i = 0; i < starts.length; i++) {
    var down = walk(place, slopes, new Sgd(0.05, 0, false), starts[i], 150);
    double[] x = down.weight(0);
    double[] y = down.weight(1);
    wells.path("start " + (i + 1), x, y);
    relief.path(x, y, down.losses());
    inDeeper += down.end() < 0 ? 1 : 0;
  }
  show(FigureGrid.of(wells, relief));
  deeper.reveal(inDeeper);

  // %% [markdown]
  // Where a descent begins decides where it ends: each minimum has its basin, and the ridge through
  // the saddle parts them. The eigenvalues of the Hessian tell what a flat place is.

  // %%
  DoubleUnaryOperator middle = x -> 4 * x * (x * x - 1) + 0.3; // slope along y = 0.4 x
  double[] flat = new double[3];
  double[] from = {-1.5, -0.5, 0.6};
  double[] to = {-0.9, 0.5, 1.5};
  for (int i = 0; i < 3; i++) {
    double low = from[i];
    double high = to[i];
    boolean rises = middle.applyAsDouble(high) > 0;
    for (int halving = 0; halving < 50; halving++) {
      double half = (low + high) / 2;
      boolean above = middle.applyAsDouble(half) > 0 == rises;
      low = above ? low : half;
      high = above ? half : high;
    }
    flat[i] = (low + high) / 2;
  }
  var kinds = new ArrayList<Hessian>();
  for (double x : flat) {
    place.values()[0] = (float) x;
    place.values()[1] = (float) (0.4 * x);
    var h = Hessian.of(place, slopes);
    kinds.add(h);
    say(
        "flat at x = %6.3f: f = %6.3f, curvatures %6.2f and %6.2f: %s",
        x,
        potential.applyAsDouble(x, 0.4 * x),
        h.eigenvalues()[0],
        h.eigenvalues()[1],
        h.negativeEigenvalues(0.01) == 0 ? "a minimum" : "a saddle");
  }
  claim(
      "where a descent begins decides in which minimum it ends",
      inDeeper > 0 && inDeeper < starts.length);
  claim(
      "minima curve up in both directions, the saddle up in one and down in the other",
      kinds.get(0).positiveEigenvalues(0.01) == 2
          && kinds.get(2).positiveEigenvalues(0.01) == 2
          && kinds.get(1).positiveEigenvalues(0.01) == 1
          && kinds.get(1).negativeEigenvalues(0.01) == 1);

  // %% [markdown]
  // At the saddle itself the gradient is zero, and a descent that begins there stays. A hair's
  // breadth beside it, it lingers, then falls. Training curves with a long flat piece and then a
  // sudden fall often come from there.

  // %%
  float ridge = (float) flat[1];
  var beside =
      walk(place, slopes, new Sgd(0.05, 0, false), new float[] {ridge + 1e-4f, 0.4f * ridge}, 150);
  double atSaddle = potential.applyAsDouble(flat[1], 0.4 * flat[1]);
  int lingered = 0;
  while (lingered < 150 && beside.losses()[lingered] > atSaddle - 0.01) {
    lingered++;
  }
  say("begun 0.0001 beside the saddle, it lost the first 0.01 of height after %d steps", lingered);
  show(Chart.of("From beside the saddle").axes("step", "f").line("f", steps(150), beside.losses()));
  claim("beside a saddle a descent lingers, then leaves", lingered > 20 && beside.end() < 0.5);

  // %% [markdown]
  // ## The landscape of a network
  //
  // Now a network that tells Higgs events from top pairs by two masses, $m_{bb}$ and $m_{WWbb}$:
  // 337 weights. Of a landscape in 337 dimensions one can see slices. Take the weights $\theta^*$
  // where a training ended, two random directions $\delta$ and $\eta$, and draw
  //
  // $$f(\alpha, \beta) = L(\theta^* + \alpha\,\delta + \beta\,\eta).$$
  //
  // There is a trap: a ReLU network computes the same function when weights into a unit are
  // multiplied by 8 and those out of it divided by 8. The function is the same, but a step of the
  // same length is now small for the one and large for the other: the picture would change. Li et
  // al. therefore scale each *filter* of the random direction, the weights into one unit, to the
  // length of the network's own filter: $\delta_i \leftarrow \delta_i \lVert\theta_i\rVert /
  // \lVert\delta_i\rVert$. Biases stay.

  // %%
  int collisions = 2000;
  var table = Generator.of("higgs", 15).table(collisions);
  var masses = new float[2 * collisions];
  var isHiggs = new float[collisions];
  for (int i = 0; i < collisions; i++) {
    masses[2 * i] = (float) ((table.numbers("m_bb").value(i) - 130) / 60);
    masses[2 * i + 1] = (float) ((table.numbers("m_wwbb").value(i) - 500) / 180);
    isHiggs[i] = (float) table.numbers("process").value(i);
  }
  var each = new float[collisions];
  Arrays.fill(each, 1);
  var events = Dataset.of(masses, isHiggs, each);

  var net =
      Sequential.of(Linear.of(2, 16), Relu.of(), Linear.of(16, 16), Relu.of(), Linear.of(16, 1));
  var none = Dataset.none();
  var config = TrainingConfig.epochs(40).withBatch(64).withThreads(threads());
  var history = Trainer.of(net, new BinaryCrossEntropy(), new Adam(5e-3)).fit(events, none, config);
  say(
      "loss per event after 40 epochs: %.4f (knowing nothing is log 2 = 0.6931)",
      history.epochs().getLast().trainLoss());

  // %%
  var landscape = LossLandscape.of(net, new BinaryCrossEntropy(), events).withThreads(threads());
  var delta = landscape.direction(Rng.of(1));
  var eta = landscape.direction(Rng.of(2));
  double[] wide = Chart.range(-1, 1, 31);
  var slice = landscape.surface(delta, eta, wide, wide);
  double[] rings = {0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 1, 1.3, 1.7};
  show(
      FigureGrid.of(
          Chart.of("Loss around the end of the training")
              .axes("α, along a random direction", "β, along another")
              .heat(wide, wide, slice.loss())
              .contours(wide, wide, slice.loss(), rings),
          SurfacePlot.of("The same from the side")
              .axes("α", "β", "loss")
              .heights(wide, wide, slice.loss())));
  say("lowest on the grid %.4f, at the center %.4f", slice.min(), landscape.loss());
  claim(
      "in random directions the end of a training is the bottom of a bowl",
      landscape.loss() <= slice.min() + 1e-3);

  // %% [markdown]
  // And the trap, tried: the same network with its first layer times 8 and its second over 8. We go
  // along a direction of normal numbers of one size for all weights, and along a filter-normalized
  // one.

  // %%
  double[] along = Chart.range(-1, 1, 41);
  DoubleFunction<double[]> plain =
      size -> {
        double[] direction = new double[landscape.center().length];
        for (int i = 0; i < direction.length; i++) {
          direction[i] = size * Rng.of(3).normal(i);
        }
        return direction;
      };
  double[] plainBefore = landscape.profile(plain.apply(0.5), along);
  double[] fairBefore = landscape.profile(landscape.direction(Rng.of(4)), along);
  var weights = Parameters.of(net.parameters()).values();
  for (int i = 0; i < 48 + 256; i++) {
    weights[i] *= i < 48 ? 8 : 1 / 8f; // 2 x 16 weights and 16 biases, then 16 x 16 weights
  }
  var rescaled = LossLandscape.of(net, new BinaryCrossEntropy(), events);
  double[] plainAfter = rescaled.profile(plain.apply(0.5), along);
  double[] fairAfter = rescaled.profile(rescaled.direction(Rng.of(4)), along);
  show(
      FigureGrid.of(
          Chart.of("Along plain normal numbers")
              .axes("step", "loss")
              .line("the network", along, plainBefore)
              .line("rescaled, the same function", along, plainAfter),
          Chart.of("Along a filter-normalized direction")
              .axes("step", "loss")
              .line("the network", along, fairBefore)
              .dashed("rescaled, the same function", along, fairAfter)));
  double plainApart = 0;
  double fairApart = 0;
  for (int i = 0; i < along.length; i++) {
    plainApart = Math.max(plainApart, Math.abs(plainBefore[i] - plainAfter[i]));
    fairApart = Math.max(fairApart, Math.abs(fairBefore[i] - fairAfter[i]));
  }
  say("largest difference: plain %.3f, filter-normalized %.6f", plainApart, fairApart);
  claim(
      "a filter-normalized slice does not change where the function does not",
      fairApart < 1e-5 && plainApart > 0.1);

  // %% [markdown]
  // ## The way a training took
  //
  // Random directions show the surroundings, but nothing of the way: in 337 dimensions a random
  // direction is nearly at right angles to any path. So Li et al. (section 7) save the weights
  // along the way, take their differences to the last, and find the directions in which these vary
  // most: their principal components.

  // %%
  // A training by mini-batches of 64, with the weights saved every 10 steps.
  BiFunction<Double, Integer, Walk> train =
      (rate, all) -> {
        net.initialize(Rng.of(5));
        var saved = new ArrayList<float[]>();
        var losses = new double[all / 10 + 1];
        var watch = LossLandscape.of(net, new BinaryCrossEntropy(), events);
        var batches = config.withSeed(5);
        var session =
            Trainer.of(net, new BinaryCrossEntropy(), new Sgd(rate, 0, false))
                .warmStart() // from the weights that net has
                .session(events, Dataset.none(), batches);
        for (int done = 0; done <= all; done++) {
          if (done % 10 == 0) {
            var here = LossLandscape.of(net, new BinaryCrossEntropy(), events);
            losses[done / 10] = here.loss();
            saved.add(here.weights());
          }
          int[] order = Rng.of(5).child(done).permutation(events.events());
          session.step(events, order, 0, 64);
        }
        return new Walk(saved, losses);
      };
  var slow = train.apply(0.003, 600);
  var good = train.apply(0.3, 600);
  var fast = train.apply(10.0, 600);
  double[] tens = Arrays.stream(steps(60)).map(s -> 10 * s).toArray();
  show(
      Chart.of("The learning rate of the network")
          .axes("step", "loss of all events")
          .line("0.003, too small", tens, slow.losses())
          .line("0.3, right", tens, good.losses())
          .line("10, too large", tens, fast.losses())
          .yRange(0.3, 1.5));

  // %%
  var path = OptimizationPath.of(good.places());
  double[] random = landscape.direction(Rng.of(6));
  double length = StrictMath.sqrt(Arrays.stream(random).map(d -> d * d).sum());
  double total = 0;
  double inRandom = 0;
  float[] last = path.last();
  for (float[] w : good.places()) {
    double projection = 0;
    for (int i = 0; i < w.length; i++) {
      total += (w[i] - last[i]) * (w[i] - last[i]);
      projection += (w[i] - last[i]) * random[i] / length;
    }
    inRandom += projection * projection;
  }
  say(
      "of the variance of the path, the first principal direction has %.0f %%, the second %.0f %%;",
      100 * path.explainedVarianceRatio()[0], 100 * path.explainedVarianceRatio()[1]);
  say("of the squared way, a random direction has %.1f %%", 100 * inRandom / total);

  double reach = Arrays.stream(path.x()).max().orElse(1);
  double up = Arrays.stream(path.y()).map(Math::abs).max().orElse(1);
  double[] across = Chart.range(-0.35 * reach, 1.15 * reach, 31);
  double[] upwards = Chart.range(-1.8 * up, 1.8 * up, 31);
  var plane = landscape.around(path.last()).surface(path.first(), path.second(), across, upwards);
  show(
      FigureGrid.of(
          Chart.of("The way of the training, every 10 steps")
              .axes("first principal direction", "second principal direction")
              .heat(across, upwards, plane.loss())
              .contours(across, upwards, plane.loss(), 0.59, 0.6, 0.62, 0.65, 0.7, 0.8, 1, 1.3)
              .color("", "#D55E00")
              .path("", path.x(), path.y())
              .points("", path.x(), path.y(), 1.5)
              .xRange(across[0], across[30])
              .yRange(upwards[0], upwards[30]),
          SurfacePlot.of("The same from the side")
              .axes("first", "second", "loss")
              .heights(across, upwards, plane.loss())
              .path(path.x(), path.y(), good.losses())));

  // %% [markdown]
  // The plane goes through the last weights; of earlier ones we see the shadow on it (in the
  // picture from the side the path has its own true loss, so it need not lie on the ground). The
  // noise of the batches of 64 makes it jitter.
  //
  // Two directions of 337 hold nearly all of the way: trainings move in few dimensions. Li et al.
  // found 40 to 90 % for networks of millions of weights.
  //
  // **Try:** draw the path of `fast` in place of `good`.

  // %%
  claim(
      "two principal directions hold most of the way, a random one next to nothing",
      path.explainedVarianceRatio()[0] + path.explainedVarianceRatio()[1] > 0.8
          && inRandom / total < 0.05);
  claim(
      "for the network, too, a rate can be too small or too large",
      good.end() < slow.end() - 0.03 && good.end() < fast.end() - 0.03);

  // %% [markdown]
  // ## Where other seeds end
  //
  // Two muons have curvatures $q_1/p_1$ and $q_2/p_2$: of either sign, as their charges are. Do
  // both have the same charge? That is XOR, and the smallest network that can tell has two hidden
  // units: 9 weights. We train it from 24 seeds, all events at each step.

  // %%
  int pairs = 400;
  var curvatures = new float[2 * pairs];
  var same = new float[pairs];
  var one = new float[pairs];
  Arrays.fill(one, 1);
  for (int i = 0; i < pairs; i++) {
    for (int muon = 0; muon < 2; muon++) {
      // all four charge combinations in turn; the tracker smears the curvature
      int charge = (muon == 0 ? i : i / 2) % 2 == 0 ? 1 : -1;
      double smeared = charge + 0.35 * Rng.of(7).child(muon).normal(i);
      curvatures[2 * i + muon] = (float) smeared;
    }
    same[i] = i % 4 == 0 || i % 4 == 3 ? 1 : 0;
  }
  var muons = Dataset.of(curvatures, same, one);
  var tiny =
      Sequential.of(
          Linear.of(2, 2, Init.GLOROT_UNIFORM), Tanh.of(), Linear.of(2, 1, Init.GLOROT_UNIFORM));
  var nine = Parameters.of(tiny.parameters());
  var charges = FullBatchLoss.of(tiny, new BinaryCrossEntropy(), nine, muons);

  // %% [markdown]
  // **Predict first.** How many of 24 seeds find a good network?

  // %%
  var lucky = predict("seeds of 24 that find the best minimum", 24);

  // %%
  var ways =
      Chart.of("24 seeds, one task")
          .axes("step", "loss")
          .size(560, 330)
          .color("finds a good network", "#0072B2")
          .color("ends higher up", "#D55E00");
  var ends = new ArrayList<float[]>();
  var endLosses = new double[24];
  for (int seed = 0; seed < 24; seed++) {
    tiny.initialize(Rng.of(seed));
    var way = walk(nine, charges, new Sgd(0.3, 0.9, false), nine.values().clone(), 600);
    ends.add(way.places().getLast());
    endLosses[seed] = way.end();
    double[] thin = new double[61];
    for (int i = 0; i < 61; i++) {
      thin[i] = way.losses()[10 * i];
    }
    String kind = way.end() < 0.2 ? "finds a good network" : "ends higher up";
    ways.path(kind, tens, thin);
  }
  show(ways);
  int found = (int) Arrays.stream(endLosses).filter(end -> end < 0.2).count();
  lucky.reveal(found);
  say(
      "end losses: lowest %.3f, highest %.3f",
      Arrays.stream(endLosses).min().orElse(0), Arrays.stream(endLosses).max().orElse(0));

  // %% [markdown]
  // Those that ended higher up do not just need more time. We look at the last weights of one of
  // each kind: how steep is it there, and does any direction still lead down?

  // %%
  int deepest = 0;
  int highest = 0;
  for (int seed = 0; seed < 24; seed++) {
    deepest = endLosses[seed] < endLosses[deepest] ? seed : deepest;
    highest = endLosses[seed] > endLosses[highest] ? seed : highest;
  }
  var atEnds = new ArrayList<Hessian>();
  for (int seed : new int[] {deepest, highest}) {
    System.arraycopy(ends.get(seed), 0, nine.values(), 0, 9);
    walk(nine, charges, new Sgd(0.3, 0.9, false), nine.values().clone(), 5000); // to the very end
    var slope = new float[9];
    double height = charges.evaluate(slope);
    double steep = 0;
    for (float g : slope) {
      steep = Math.max(steep, Math.abs(g));
    }
    var h = Hessian.of(nine, charges);
    atEnds.add(h);
    say(
        "seed %2d: loss %.3f, steepest slope %.5f, curvatures from %.4f to %.4f",
        seed, height, steep, h.eigenvalues()[8], h.eigenvalues()[0]);
  }
  claim("trainings from different seeds end in minima of different depth", found > 0 && found < 24);
  claim(
      "in the high ones, too, no direction curves down: local minima",
      atEnds.stream().allMatch(h -> h.negativeEigenvalues(1e-4) == 0));

  // %% [markdown]
  // The opposite, a saddle in a network: **all weights zero**, for a task that a single unit could
  // do, the charge of the first muon. With zero weights every hidden unit gives 0, so nothing that
  // comes before or after it has an effect: the gradient vanishes. But not the curvature.

  // %%
  var positive = new float[pairs];
  for (int i = 0; i < pairs; i++) {
    positive[i] = i % 2 == 0 ? 1 : 0;
  }
  var easy = Dataset.of(curvatures, positive, one);
  var charge = FullBatchLoss.of(tiny, new BinaryCrossEntropy(), nine, easy);
  Arrays.fill(nine.values(), 0);
  var atZero = Hessian.of(nine, charge);
  say(
      "at zero: %d directions curve up, %d down, the others are flat",
      atZero.positiveEigenvalues(1e-3), atZero.negativeEigenvalues(1e-3));
  var fromZero = walk(nine, charge, new Sgd(0.3, 0.9, false), new float[9], 100);
  tiny.initialize(Rng.of(1));
  var fromRandom = walk(nine, charge, new Sgd(0.3, 0.9, false), nine.values().clone(), 100);
  show(
      Chart.of("The charge of one muon")
          .axes("step", "loss")
          .line("from zero weights", steps(100), fromZero.losses())
          .line("from random weights", steps(100), fromRandom.losses()));
  claim(
      "zero weights are a saddle: flat, up along some directions and down along others",
      atZero.positiveEigenvalues(1e-3) > 0 && atZero.negativeEigenvalues(1e-3) > 0);
  claim(
      "who begins there stays, however easy the task; random weights leave",
      fromZero.end() > 0.693 && fromRandom.end() < 0.1);

  // %% [markdown]
  // ## Why there are so many minima
  //
  // Swap both hidden units with all their weights: another point of the landscape, the same
  // function, the same loss. And as tanh is odd, the signs of all weights into a unit and out of it
  // may be turned. On the straight line between two such equal minima there is a hill.

  // %%
  float[] a = ends.get(deepest);
  // 0.weight [2, 2], 0.bias [2], 2.weight [1, 2], 2.bias [1]
  float[] swapped = {a[2], a[3], a[0], a[1], a[5], a[4], a[7], a[6], a[8]};
  double[] towards = new double[9];
  for (int i = 0; i < 9; i++) {
    towards[i] = (double) swapped[i] - a[i];
  }
  double[] share = Chart.range(-0.2, 1.2, 57);
  double[] between =
      LossLandscape.of(tiny, new BinaryCrossEntropy(), muons).around(a).profile(towards, share);
  show(
      Chart.of("From a minimum to its twin")
          .axes("share of the straight line", "loss")
          .line("loss", share, between)
          .vertical(0)
          .vertical(1));
  claim(
      "units swapped, the loss is the same, and a hill lies between",
      close(between[8], between[48], 1e-5)
          && Arrays.stream(between, 8, 48).max().orElse(0) > between[8] + 0.3);

  // %% [markdown]
  // That is why it does no harm that a landscape has very many minima: most are copies. And in
  // large networks the poor ones are rare; there, slow places are mostly saddles (Dauphin et al.).
  //
  // ## Exercise: count the twins
  //
  // A network has one hidden layer of 5 tanh units. Units may change places, and each may turn its
  // signs. How many points of the landscape, the minimum itself among them, are the same function?

  // %% [exercise]
  int twins = 0; // your number
  exercise(
      "equal minima of 5 tanh units",
      () -> twins,
      n ->
          n == 3840
              ? ""
              : n == 120
                  ? "these are the orders of the units; each unit may also turn its signs"
                  : n == 32
                      ? "these are the signs; the units may also change places"
                      : "in how many orders can 5 units stand? And how many choices of signs?");

  // %% [solution]
  // int twins = 5 * 4 * 3 * 2 * 1 * 2 * 2 * 2 * 2 * 2;
  // exercise("equal minima of 5 tanh units", () -> twins, n -> n == 3840 ? "" : "no");
}

// %% [markdown]
// ## References
//
// - H. Li, Z. Xu, G. Taylor, C. Studer, T. Goldstein, *Visualizing the loss landscape of neural
//   nets* (2018), [arXiv:1712.09913](https://arxiv.org/abs/1712.09913)
// - Y. Dauphin et al., *Identifying and attacking the saddle point problem in high-dimensional
//   non-convex optimization* (2014), [arXiv:1406.2572](https://arxiv.org/abs/1406.2572)
// - Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, *Efficient BackProp* (1998): learning rate and
//   curvature
// - The events: [arXiv:1402.4735](https://arxiv.org/abs/1402.4735), by `jpsi generate higgs`
