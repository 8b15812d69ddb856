// %% [markdown]
// # 17. Overfitting
//
// Our data have statistical fluctuations, and we do not want to fit these. The lecture's table
// (slide "Overfitting") has three columns - underfitting, just right, overfitting - with symptoms,
// a picture each for regression, classification and deep learning, and remedies. This lesson makes
// the table by experiment.

// %%
import static org.jpsi.lessons.Lesson.*;

import java.util.function.*;
import java.util.stream.*;
import org.jpsi.core.data.*;
import org.jpsi.core.eval.*;
import org.jpsi.core.loss.*;
import org.jpsi.core.nn.*;
import org.jpsi.core.optim.*;
import org.jpsi.core.parallel.*;
import org.jpsi.core.random.*;
import org.jpsi.core.tensor.*;
import org.jpsi.core.train.*;
import org.jpsi.lab.sim.*;
import org.jpsi.report.*;

// %% [markdown]
// Helpers for the first part: a polynomial, written in Legendre's polynomials $P_k$, and its least
// squares fit $\min \sum_j (y_j - f(x_j))^2 + \lambda \sum_{k \geq 1} c_k^2$, by making the columns
// orthogonal one after the other (Gram and Schmidt).

// %% [helper]
double[] legendre(double x, int degree) {
  double[] p = new double[degree + 1];
  p[0] = 1;
  for (int k = 0; k < degree; k++) {
    p[k + 1] = ((2 * k + 1) * x * p[k] - (k == 0 ? 0 : k * p[k - 1])) / (k + 1);
  }
  return p;
}

double value(double[] coefficients, double x) {
  double[] p = legendre(x, coefficients.length - 1);
  double sum = 0;
  for (int k = 0; k < p.length; k++) {
    sum += coefficients[k] * p[k];
  }
  return sum;
}

double[] fit(double[] x, double[] y, int degree, double lambda) {
  int n = x.length;
  int width = degree + 1;
  // one row a point; below, one row a coefficient for the penalty; last column: what is left of y
  double[][] column = new double[width + 1][n + width];
  for (int i = 0; i < n; i++) {
    double[] p = legendre(x[i], degree);
    for (int k = 0; k < width; k++) {
      column[k][i] = p[k];
    }
    column[width][i] = y[i];
  }
  for (int k = 1; k < width; k++) {
    column[k][n + k] = StrictMath.sqrt(lambda);
  }
  double[][] r = new double[width][width + 1];
  for (int k = 0; k < width; k++) {
    r[k][k] = StrictMath.sqrt(product(column[k], column[k]));
    for (int i = 0; i < column[k].length; i++) {
      column[k][i] /= r[k][k];
    }
    for (int j = k + 1; j <= width; j++) {
      r[k][j] = product(column[k], column[j]);
      for (int i = 0; i < column[k].length; i++) {
        column[j][i] -= r[k][j] * column[k][i];
      }
    }
  }
  double[] c = new double[width];
  for (int k = width - 1; k >= 0; k--) {
    double rest = r[k][width];
    for (int j = k + 1; j < width; j++) {
      rest -= r[k][j] * c[j];
    }
    c[k] = rest / r[k][k];
  }
  return c;
}

double product(double[] a, double[] b) {
  double sum = 0;
  for (int i = 0; i < a.length; i++) {
    sum += a[i] * b[i];
  }
  return sum;
}

// Root of the mean square of what is between data and polynomial.
double error(double[] c, double[] x, double[] y) {
  double sum = 0;
  for (int i = 0; i < x.length; i++) {
    sum += (value(c, x[i]) - y[i]) * (value(c, x[i]) - y[i]);
  }
  return StrictMath.sqrt(sum / x.length);
}

// Of 30 samples: the square of the mean's distance from the truth, and the spread about the mean.
record Spread(double bias2, double variance, double test2) {}

// %% [markdown]
// And for the networks: Higgs events against top pairs, with some of the generator's seven masses,
// in logarithms and standardized; and a training that keeps its learning curves.

// %% [helper]
final String[] MASSES = {"m_bb", "m_wwbb", "m_jj", "m_jjj", "m_lv", "m_jlv", "m_wbb"};
final int[] ALL = {0, 1, 2, 3, 4, 5, 6};
final int[] BOTH = {0, 1}; // m_bb and m_wwbb
final double[] MIDDLE = {4.7, 6.15, 4.4, 5.2, 4.45, 5.25, 5.75};
final double[] WIDTH = {0.55, 0.35, 0.45, 0.35, 0.25, 0.4, 0.4};

// Events number `from` to `to - 1`, with the masses of these numbers.
Dataset higgs(int from, int to, int... masses) {
  var table = Generator.of("higgs", 17).table(from, to);
  int n = table.rows();
  int features = masses.length;
  float[] x = new float[n * features];
  float[] y = new float[n];
  float[] w = new float[n];
  Arrays.fill(w, 1);
  for (int i = 0; i < n; i++) {
    for (int k = 0; k < features; k++) {
      int m = masses[k];
      double mass = StrictMath.log(table.numbers(MASSES[m]).value(i));
      x[i * features + k] = (float) ((mass - MIDDLE[m]) / WIDTH[m]);
    }
    y[i] = (float) table.numbers("process").value(i);
  }
  return Dataset.of(x, y, w);
}

record Trained(double[] training, double[] validation, int best, Outcome train, Outcome test) {
  double[] epochs() {
    return Chart.range(1, training.length, training.length);
  }
}

// Loss per event, share of wrong decisions, AUC.
record Outcome(double loss, double wrong, Auc auc) {}

Outcome outcome(Layer net, Dataset data) {
  var pool = ThreadPool.of(threads());
  var done = Predictions.of(net, new BinaryCrossEntropy(), data, pool);
  int n = data.events();
  double[] score = new double[n];
  double[] weight = new double[n];
  boolean[] signal = new boolean[n];
  int wrong = 0;
  for (int i = 0; i < n; i++) {
    score[i] = done.outputs()[i];
    weight[i] = 1;
    signal[i] = data.targets()[i] > 0.5;
    wrong += score[i] > 0 == signal[i] ? 0 : 1;
  }
  return new Outcome(done.lossSum() / n, (double) wrong / n, Auc.of(score, signal, weight));
}

// With the last epoch's weights, or those of the epoch with the lowest validation loss.
Trained train(
    Layer net,
    Dataset train,
    Dataset validation,
    Dataset test,
    double rate,
    TrainingConfig config,
    boolean keepBest) {
  var last = new ArrayList<float[]>();
  var history =
      Trainer.of(net, new BinaryCrossEntropy(), new Adam(rate))
          .metric((_, _, _) -> outcome(net, train).loss()) // without dropout
          .checkpoints(checkpoint -> {
            last.clear();
            last.add(checkpoint.parameters());
          })
          .fit(train, validation, config.withThreads(threads()));
  if (!keepBest) {
    for (var p : net.parameters()) {
      p.set(Arrays.copyOfRange(last.getFirst(), p.offset(), p.offset() + p.shape().count()));
    }
  }
  return new Trained(
      history.epochs().stream().mapToDouble(Epoch::metric).toArray(),
      history.epochs().stream().mapToDouble(Epoch::validationLoss).toArray(),
      history.bestEpoch(),
      outcome(net, train),
      outcome(net, test));
}

void main() {
  // %% [markdown]
  // ## Regression: a polynomial
  //
  // The response of a calorimeter module depends on where it is hit, $x$ from -1 to 1 across it. We
  // measure the correction, in percent, at 20 places with electrons of a test beam, each with a
  // statistical error of 0.25 %. The truth, which we know because we made it, is
  // $\cos(0.75\,\pi\,(x + 1))$. Fits: polynomials of degree 1, 4 and 15.

  // %%
  DoubleUnaryOperator truth = x -> StrictMath.cos(0.75 * Math.PI * (x + 1));
  double noise = 0.25;
  double[] places = Chart.range(-1, 1, 20);
  IntFunction<double[]> measured = // the measurements of beam time number `run`
      run ->
          IntStream.range(0, 20)
              .mapToDouble(
                  i -> truth.applyAsDouble(places[i]) + noise * Rng.of(run).child("beam").normal(i))
              .toArray();
  // and 2000 measurements elsewhere, to test with
  double[] testPlaces = Chart.range(-1, 1, 2000);
  double[] tests =
      IntStream.range(0, 2000)
          .mapToDouble(
              i -> truth.applyAsDouble(testPlaces[i]) + noise * Rng.of(99).child("beam").normal(i))
          .toArray();

  // %% [markdown]
  // **Predict first.** Which degree comes nearest to the 20 points it was fitted to, and which is
  // nearest to the 2000 others?

  // %%
  var nearest = predict("degree that comes nearest to its own points", 4);
  var best = predict("degree that comes nearest to other points", 4);

  // %%
  double[] once = measured.apply(2);
  double[] smooth = Chart.range(-1, 1, 61);
  var fits = new ArrayList<Chart>();
  double[] trainError = new double[16];
  double[] testError = new double[16];
  for (int degree : new int[] {1, 4, 15}) {
    double[] c = fit(places, once, degree, 0);
    trainError[degree] = error(c, places, once);
    testError[degree] = error(c, testPlaces, tests);
    String kind = degree == 1 ? "underfitting" : degree == 4 ? "just right" : "overfitting";
    fits.add(
        Chart.of("Degree " + degree + ": " + kind)
            .axes("place x", "correction [%]")
            .size(310, 280)
            .yRange(-2, 2)
            .dashed("truth", smooth, Arrays.stream(smooth).map(truth).toArray())
            .function("fit", -1, 1, x -> Math.clamp(value(c, x), -2, 2))
            .points("", places, once));
    say(
        "degree %2d: training error %.3f, test error %.3f (the noise alone is 0.250)",
        degree, trainError[degree], testError[degree]);
  }
  show(FigureGrid.of(3, fits));
  nearest.reveal(15);
  best.reveal(4);
  claim(
      "underfitting: high training error, close to the test error",
      trainError[1] > 1.8 * noise && testError[1] < 1.25 * trainError[1]);
  claim(
      "just right: the training error is slightly lower than the test error",
      trainError[4] < testError[4] && testError[4] < 1.6 * trainError[4]);
  claim(
      "overfitting: very low training error, much lower than the test error",
      trainError[15] < 0.6 * noise && testError[15] > 2 * trainError[15]);

  // %% [markdown]
  // ### Bias and variance
  //
  // Was that luck? We take the beam time 30 times and fit each. At every place, the mean of the 30
  // fits differs from the truth: the **bias**. And the fits differ from each other: the
  // **variance**. What a fit is off on new measurements, squared and in the mean, is
  //
  // $$\text{test error}^2 = \text{noise}^2 + \text{bias}^2 + \text{variance}.$$

  // %%
  BiFunction<Integer, Double, Spread> resampled =
      (degree, lambda) -> {
        double[] sum = new double[2000];
        double[] squares = new double[2000];
        double test2 = 0;
        for (int run = 0; run < 30; run++) {
          double[] c = fit(places, measured.apply(run), degree, lambda);
          for (int i = 0; i < 2000; i++) {
            double v = value(c, testPlaces[i]);
            sum[i] += v / 30;
            squares[i] += v * v / 30;
            test2 += (v - tests[i]) * (v - tests[i]) / 2000 / 30;
          }
        }
        double bias2 = 0;
        double variance = 0;
        for (int i = 0; i < 2000; i++) {
          double off = sum[i] - truth.applyAsDouble(testPlaces[i]);
          bias2 += off * off / 2000;
          variance += (squares[i] - sum[i] * sum[i]) / 2000;
        }
        return new Spread(bias2, variance, test2);
      };
  double[] degrees = Chart.range(0, 15, 16);
  var byDegree = IntStream.range(0, 16).mapToObj(d -> resampled.apply(d, 0.0)).toList();
  double[] bias2 = byDegree.stream().mapToDouble(Spread::bias2).toArray();
  double[] variance = byDegree.stream().mapToDouble(Spread::variance).toArray();
  double[] test2 = byDegree.stream().mapToDouble(Spread::test2).toArray();
  show(
      Chart.of("30 resamples: what the error is made of")
          .axes("degree of the polynomial", "mean square [%²]")
          .size(560, 340)
          .logY()
          .line("bias²", degrees, bias2)
          .line("variance", degrees, variance)
          .line("test error²", degrees, test2)
          .horizontal(noise * noise));
  int lowest = 0;
  for (int d = 0; d < 16; d++) {
    lowest = test2[d] < test2[lowest] ? d : lowest;
  }
  say("degree   bias^2  variance  noise^2 + both   test error^2");
  for (int d : new int[] {1, 4, 15}) {
    say(
        "%6d   %.4f    %.4f          %.4f         %.4f",
        d, bias2[d], variance[d], noise * noise + bias2[d] + variance[d], test2[d]);
  }
  say("the lowest test error is at degree %d", lowest);
  claim(
      "high bias is underfitting, high variance is overfitting",
      bias2[1] > 100 * bias2[4] && variance[15] > 10 * variance[4]);
  claim(
      "the test error is noise, bias and variance",
      IntStream.of(1, 4, 15)
          .allMatch(d -> close(noise * noise + bias2[d] + variance[d], test2[d], 0.1 * test2[d])));
  claim("in between lies the best", lowest >= 3 && lowest <= 5);

  // %% [markdown]
  // ### Regularization
  //
  // The same degree 15, but large coefficients cost: the penalty $\lambda \sum c_k^2$, also called
  // L2 or, in networks, weight decay. The picture is the one before from right to left: with
  // $\lambda$ one turns variance into bias.

  // %%
  double[] lambdas =
      IntStream.range(0, 13).mapToDouble(i -> StrictMath.pow(10, -4 + i / 2.0)).toArray();
  var byLambda = Arrays.stream(lambdas).mapToObj(l -> resampled.apply(15, l)).toList();
  double[] bias2L = byLambda.stream().mapToDouble(Spread::bias2).toArray();
  double[] varianceL = byLambda.stream().mapToDouble(Spread::variance).toArray();
  double[] test2L = byLambda.stream().mapToDouble(Spread::test2).toArray();
  show(
      Chart.of("Degree 15 with a penalty")
          .axes("λ", "mean square [%²]")
          .size(560, 340)
          .logX()
          .logY()
          .line("bias²", lambdas, bias2L)
          .line("variance", lambdas, varianceL)
          .line("test error²", lambdas, test2L)
          .horizontal(noise * noise));
  double bestL = Arrays.stream(test2L).min().orElseThrow();
  say(
      "test error of degree 15: without penalty %.3f, with the best λ %.3f; degree 4: %.3f",
      StrictMath.sqrt(test2[15]), StrictMath.sqrt(bestL), StrictMath.sqrt(test2[4]));
  claim(
      "with more regularization variance falls and bias rises",
      IntStream.range(1, 13).allMatch(i -> varianceL[i] < varianceL[i - 1])
          && bias2L[12] > 10 * bias2L[4]);
  claim("the right penalty mends degree 15", bestL < 0.3 * test2[15]);

  // %% [markdown]
  // **Try:** 60 places instead of 20 (in the lines `places` and `measured` of the first cell; then
  // Run, Run All Cells): more data lowers the variance, hardly the bias. Degree 15 overfits less,
  // so some of the claims hold no longer.
  //
  // ## Classification: a boundary
  //
  // Higgs events (blue) against top pairs (orange), by the logarithms of two masses, 200 events. No
  // boundary is free of errors, for the classes overlap. Three networks: none hidden, 8 tanh units,
  // and two layers of 64 ReLU units trained for 250 epochs.

  // %%
  var few = higgs(0, 200, BOTH);
  var watch = higgs(4000, 5000, BOTH);
  var far = higgs(10_000, 14_000, BOTH);
  var boundaries = new ArrayList<Chart>();
  var sides = new ArrayList<Trained>();
  double[] across = Chart.range(-2.5, 2.5, 61);
  double[] up = Chart.range(-2.5, 2.5, 61);
  for (var each :
      List.of(
          Map.entry("Underfitting: a line", Sequential.of(Linear.of(2, 1, Init.HE_NORMAL))),
          Map.entry(
              "Just right: 8 hidden units",
              Sequential.of(
                  Linear.of(2, 8, Tanh.of().init()), Tanh.of(), Linear.of(8, 1, Init.HE_NORMAL))),
          Map.entry(
              "Overfitting: 64 + 64 units",
              Sequential.of(
                  Linear.of(2, 64, Init.HE_NORMAL),
                  Relu.of(),
                  Linear.of(64, 64, Init.HE_NORMAL),
                  Relu.of(),
                  Linear.of(64, 1, Init.HE_NORMAL))))) {
    var net = each.getValue();
    int epochs = net.layers().size() == 5 ? 250 : 100;
    var config = TrainingConfig.epochs(epochs).withBatch(50).withPatience(0);
    var result = train(net, few, watch, far, 0.01, config, false);
    sides.add(result);
    float[] grid = new float[2 * 61 * 61];
    for (int i = 0; i < 61 * 61; i++) {
      grid[2 * i] = (float) across[i % 61];
      grid[2 * i + 1] = (float) up[i / 61];
    }
    float[] scores = net.forward(Tensor.of(grid, 61 * 61, 2), Mode.inference()).sigmoid().toArray();
    double[][] z = new double[61][61];
    for (int i = 0; i < 61 * 61; i++) {
      z[i / 61][i % 61] = scores[i];
    }
    var chart = Chart.of(each.getKey());
    chart.axes("m_bb (standardized log)", "m_WWbb (standardized log)").size(310, 300);
    chart.divergingHeat(across, up, z, 0, 1).contours(across, up, z, 0.5);
    chart.color("top", "#D55E00").color("Higgs", "#0072B2");
    for (int kind = 0; kind < 2; kind++) {
      int want = kind;
      int[] of = IntStream.range(0, 200).filter(i -> few.targets()[i] == want).toArray();
      chart.points(
          kind == 0 ? "top" : "Higgs",
          Arrays.stream(of).mapToDouble(i -> few.inputs()[2 * i]).toArray(),
          Arrays.stream(of).mapToDouble(i -> few.inputs()[2 * i + 1]).toArray(),
          1.6);
    }
    boundaries.add(chart.xRange(-2.5, 2.5).yRange(-2.5, 2.5));
    say(
        "%-27s wrong on training events %4.1f %%, on test events %4.1f %%",
        each.getKey(), 100 * result.train().wrong(), 100 * result.test().wrong());
  }
  show(FigureGrid.of(3, boundaries));
  double[] wrongTrain = sides.stream().mapToDouble(r -> r.train().wrong()).toArray();
  double[] wrongTest = sides.stream().mapToDouble(r -> r.test().wrong()).toArray();
  claim(
      "underfitting: a line is wrong often, on both alike",
      wrongTrain[0] > 0.4 && Math.abs(wrongTest[0] - wrongTrain[0]) < 0.05);
  claim(
      "overfitting: few errors on training events, many on others",
      wrongTrain[2] < 0.6 * wrongTrain[1] && wrongTest[2] > wrongTest[1] + 0.03);

  // %% [markdown]
  // ## Deep learning: learning curves
  //
  // Now all seven masses, 2000 training events. Learning curves tell the three cases apart while
  // one trains, if one keeps **validation** events aside and watches them, too. The loss of the
  // training events is taken after each epoch.

  // %%
  var train7 = higgs(0, 2000, ALL);
  var validation7 = higgs(4000, 6000, ALL);
  var test7 = higgs(10_000, 16_000, ALL);
  IntFunction<Sequential> hidden =
      units ->
          Sequential.of(
              Linear.of(7, units, Init.HE_NORMAL),
              Relu.of(),
              Linear.of(units, units, Init.HE_NORMAL),
              Relu.of(),
              Linear.of(units, 1, Init.HE_NORMAL));
  var config60 = TrainingConfig.epochs(60).withBatch(100).withPatience(0);
  var config15 = TrainingConfig.epochs(15).withBatch(100).withPatience(0);
  var cases = new LinkedHashMap<String, Trained>();
  cases.put(
      "underfitting: 4 + 4 units, 15 epochs",
      train(hidden.apply(4), train7, validation7, test7, 0.001, config15, true));
  var penalized = config60.withUpdates(UpdateRule.PLAIN.with(new Penalty(0, 0.01)));
  cases.put(
      "just right: 32 + 32 units with a penalty, the best epoch",
      train(hidden.apply(32), train7, validation7, test7, 0.003, penalized, true));
  cases.put(
      "overfitting: 128 + 128 units, the last epoch",
      train(hidden.apply(128), train7, validation7, test7, 0.005, config60, false));
  var courses = new ArrayList<Chart>();
  var verdicts = new ArrayList<Overtraining>();
  for (var each : cases.entrySet()) {
    var result = each.getValue();
    String title = each.getKey();
    var chart = Chart.of(title.substring(0, title.indexOf(':')));
    chart.axes("epoch", "loss").size(310, 290).yRange(0.1, 1.2);
    chart.line("training", result.epochs(), result.training());
    chart.line("validation", result.epochs(), result.validation());
    courses.add(title.startsWith("just") ? chart.vertical(result.best()) : chart);
    var gap =
        new Overtraining.Gap(
            "AUC",
            true,
            0.5,
            "test",
            result.train().auc().value(),
            result.train().auc().error(),
            result.test().auc().value(),
            result.test().auc().error());
    var verdict =
        Overtraining.assess(Optional.of(gap), LossCurve.of(result.validation(), result.best()));
    verdicts.add(verdict);
    say("%s", title);
    say(
        "  loss on training events %.3f, on test events %.3f",
        result.train().loss(), result.test().loss());
    say("  Jpsi says: %s", verdict.verdict().toString().toLowerCase(Locale.ROOT));
    verdict.reasons().forEach(reason -> say("    %s", reason));
    if (!verdict.remedies().isEmpty()) {
      say("    to try: %s", String.join("; ", verdict.remedies()));
    }
  }
  show(FigureGrid.of(3, courses));
  var underfitted = verdicts.get(0).verdict();
  var justRight = verdicts.get(1).verdict();
  var overfitted = verdicts.get(2).verdict();
  claim(
      "Jpsi calls the underfitted network undertrained",
      underfitted == Overtraining.Verdict.UNDERTRAINED);
  claim("it calls the one in between good", justRight == Overtraining.Verdict.GOOD);
  claim(
      "it calls the overfitted network overtrained",
      overfitted == Overtraining.Verdict.OVERTRAINED);

  // %% [markdown]
  // The training loss falls as long as one trains. The validation loss turns round when the network
  // begins to learn fluctuations by heart.
  //
  // ## Validation and test are not the same
  //
  // We used three parts. Training events set the weights. **Validation** events choose: the best
  // epoch, the best of several networks. **Test** events say how good the chosen one is, once, at
  // the end. Why not say it with the validation events? Because who chooses the best by some
  // numbers chooses luck, too.
  //
  // 40 networks that differ in nothing but the seed, each trained on 300 events. 100 validation
  // events choose the best. **Predict first:** compared with the validation events that chose it,
  // how often is the chosen network wrong on test events?

  // %%
  var honest = predict("on test events the chosen network is wrong", "as often");

  // %%
  var small = higgs(0, 300, ALL);
  var pool = higgs(20_000, 23_000, ALL); // 30 times 100 validation events
  double[][] wrongInPool = new double[40][30];
  double[] wrongInTest = new double[40];
  var nothing = Dataset.none();
  for (int seed = 0; seed < 40; seed++) {
    var net = hidden.apply(8);
    Trainer.of(net, new BinaryCrossEntropy(), new Adam(0.01))
        .fit(small, nothing, TrainingConfig.epochs(20).withBatch(50).withSeed(seed));
    wrongInTest[seed] = outcome(net, test7).wrong();
    float[] logits = net.forward(Tensor.of(pool.inputs(), 3000, 7), Mode.inference()).toArray();
    for (int i = 0; i < 3000; i++) {
      boolean right = logits[i] > 0 == pool.targets()[i] > 0.5;
      wrongInPool[seed][i / 100] += right ? 0 : 0.01;
    }
  }
  double claimed = 0;
  double real = 0;
  double apart2 = 0;
  for (int sample = 0; sample < 30; sample++) {
    int chosen = 0;
    for (int seed = 0; seed < 40; seed++) {
      chosen = wrongInPool[seed][sample] < wrongInPool[chosen][sample] ? seed : chosen;
    }
    claimed += wrongInPool[chosen][sample] / 30;
    real += wrongInTest[chosen] / 30;
    double apart = wrongInTest[chosen] - wrongInPool[chosen][sample];
    apart2 += apart * apart / 30;
  }
  double optimism = real - claimed;
  double uncertainty = StrictMath.sqrt((apart2 - optimism * optimism) / 29);
  honest.reveal(optimism > 3 * uncertainty ? "more often" : "as often");
  say("mean of 30 choices, each by 100 other validation events:");
  say(
      "  wrong on the validation events that chose it %.1f %%, on test events %.1f %%",
      100 * claimed, 100 * real);
  say("  too good by %.1f %% ± %.1f %%", 100 * optimism, 100 * uncertainty);
  claim(
      "the error of the best of many, on the events that chose it, is too good to be true",
      optimism > 3 * uncertainty);

  // %% [markdown]
  // ## Remedies
  //
  // The last row of the table, each remedy tried alone. First against underfitting: a network of 4
  // units on two masses, trained for 5 epochs.

  // %%
  var config5 = TrainingConfig.epochs(5).withBatch(100).withPatience(0);
  var train2 = higgs(0, 2000, BOTH);
  var validation2 = higgs(4000, 6000, BOTH);
  var testBoth = higgs(10_000, 16_000, BOTH);
  BiFunction<Integer, Integer, Sequential> oneLayer =
      (in, units) ->
          Sequential.of(
              Linear.of(in, units, Init.HE_NORMAL), Relu.of(), Linear.of(units, 1, Init.HE_NORMAL));
  var under = new LinkedHashMap<String, Trained>();
  under.put(
      "as it is", train(oneLayer.apply(2, 4), train2, validation2, testBoth, 0.01, config5, false));
  under.put(
      "larger model: 64 units",
      train(oneLayer.apply(2, 64), train2, validation2, testBoth, 0.01, config5, false));
  under.put(
      "more features: 7 masses",
      train(oneLayer.apply(7, 4), train7, validation7, test7, 0.01, config5, false));
  under.put(
      "train longer: 60 epochs",
      train(oneLayer.apply(2, 4), train2, validation2, testBoth, 0.01, config60, false));
  say("%-30s %8s %6s %5s", "against underfitting", "training", "test", "AUC");
  under.forEach((name, r) ->
      say(
          "%-30s %8.3f %6.3f %5.3f",
          name, r.train().loss(), r.test().loss(), r.test().auc().value()));
  double underBefore = under.get("as it is").test().loss();
  claim(
      "each remedy against underfitting lowers the test loss",
      under.values().stream().skip(1).allMatch(r -> r.test().loss() < underBefore - 0.005));

  // %% [markdown]
  // Then against overfitting: the network of 128 + 128 units from above.

  // %%
  var over = new LinkedHashMap<String, Trained>();
  over.put("as it is", cases.get("overfitting: 128 + 128 units, the last epoch"));
  over.put(
      "smaller model: 16 + 16 units",
      train(hidden.apply(16), train7, validation7, test7, 0.005, config60, false));
  over.put(
      "regularization: L2 of 0.01",
      train(hidden.apply(128), train7, validation7, test7, 0.005, penalized, false));
  var dropping =
      Sequential.of(
          Linear.of(7, 128, Init.HE_NORMAL),
          Relu.of(),
          Dropout.of(0.5),
          Linear.of(128, 128, Init.HE_NORMAL),
          Relu.of(),
          Dropout.of(0.5),
          Linear.of(128, 1, Init.HE_NORMAL));
  over.put(
      "dropout: half of the units",
      train(dropping, train7, validation7, test7, 0.005, config60, false));
  over.put(
      "early stopping: patience 8",
      train(hidden.apply(128), train7, validation7, test7, 0.005, config60.withPatience(8), true));
  var train7more = higgs(30_000, 50_000, ALL);
  var config6 = TrainingConfig.epochs(6).withBatch(100).withPatience(0); // as many steps
  over.put(
      "more data: 10 times as many",
      train(hidden.apply(128), train7more, validation7, test7, 0.005, config6, false));
  say("%-30s %8s %6s %6s %5s", "against overfitting", "training", "test", "gap", "AUC");
  over.forEach((name, r) ->
      say(
          "%-30s %8.3f %6.3f %6.3f %5.3f",
          name,
          r.train().loss(),
          r.test().loss(),
          r.test().loss() - r.train().loss(),
          r.test().auc().value()));
  double overBefore = over.get("as it is").test().loss();
  claim(
      "each remedy against overfitting lowers the test loss",
      over.values().stream().skip(1).allMatch(r -> r.test().loss() < overBefore - 0.05));
  claim(
      "and narrows the gap",
      over.values().stream()
          .skip(1)
          .allMatch(r ->
              r.test().loss() - r.train().loss()
                  < 0.5 * (overBefore - over.get("as it is").train().loss())));
  claim(
      "more data is the best of them",
      over.values().stream()
          .allMatch(r -> over.get("more data: 10 times as many").test().loss() <= r.test().loss()));

  // %% [markdown]
  // The lecture names regularization, dropout and more data; early stopping and a smaller model are
  // regularization in a wider sense. In all of them the training loss is *higher* than before: the
  // network is kept from learning its events by heart.
  //
  // **Try:** an L2 of 0.1 in place of 0.01. Too much of a remedy, and the network underfits.
  //
  // ## The lecture's table, measured

  // %%
  say("%-34s %14s %14s %14s", "", "underfitting", "just right", "overfitting");
  String row = "%-34s %14.3f %14.3f %14.3f";
  say(row, "polynomial: training error [%]", trainError[1], trainError[4], trainError[15]);
  say(row, "  test error [%]", testError[1], testError[4], testError[15]);
  say(row, "  bias^2 over 30 resamples [%^2]", bias2[1], bias2[4], bias2[15]);
  say(row, "  variance [%^2]", variance[1], variance[4], variance[15]);
  say(row, "boundary: wrong on training events", wrongTrain[0], wrongTrain[1], wrongTrain[2]);
  say(row, "  wrong on test events", wrongTest[0], wrongTest[1], wrongTest[2]);
  var three = List.copyOf(cases.values());
  double[] lossTrain = three.stream().mapToDouble(r -> r.train().loss()).toArray();
  double[] lossTest = three.stream().mapToDouble(r -> r.test().loss()).toArray();
  say(row, "deep learning: training loss", lossTrain[0], lossTrain[1], lossTrain[2]);
  say(row, "  test loss", lossTest[0], lossTest[1], lossTest[2]);
  say(
      "%-34s %14s %14s %14s",
      "  Jpsi's verdict",
      underfitted.toString().toLowerCase(Locale.ROOT),
      justRight.toString().toLowerCase(Locale.ROOT),
      overfitted.toString().toLowerCase(Locale.ROOT));

  // %% [markdown]
  // ## Exercise: how much penalty?
  //
  // Back to the polynomial of degree 15. Set a $\lambda$ with which the squared test error over 30
  // resamples is below 0.105 (degree 4 reaches 0.078, without a penalty it is 0.58). The picture
  // above tells where to look.

  // %% [exercise]
  double lambda = Double.NaN; // your number
  exercise(
      "a penalty for degree 15",
      () -> lambda,
      l -> {
        if (!(l >= 0 && l <= 1e6)) {
          return "set a number from 0 on, such as those in the picture";
        }
        var yours = resampled.apply(15, l);
        return yours.test2() < 0.105
            ? ""
            : yours.bias2() > yours.variance()
                ? "the bias dominates: less penalty"
                : "the variance dominates: more penalty";
      });

  // %% [solution]
  // double lambda = 0.4;
  // exercise(
  //     "a penalty for degree 15",
  //     () -> lambda,
  //     l -> resampled.apply(15, l).test2() < 0.105 ? "" : "not yet");

  // %% [markdown]
  // ## Exercise: three doctors' cases
  //
  // Three trainings of the same task, on which the best possible loss is about 0.55: A has a
  // training loss of 0.67 and a test loss of 0.68; B of 0.31 and 0.82; C of 0.55 and 0.57. Write
  // for each `"underfitting"`, `"just right"` or `"overfitting"`.

  // %% [exercise]
  String[] cases3 = {"?", "?", "?"}; // A, B, C
  exercise(
      "three cases",
      () -> String.join(", ", cases3),
      given ->
          given.equalsIgnoreCase("underfitting, overfitting, just right")
              ? ""
              : given.contains("?")
                  ? "write a diagnosis for each of the three"
                  : "a high training loss is underfitting; a wide gap is overfitting");

  // %% [solution]
  // String[] cases3 = {"underfitting", "overfitting", "just right"};
  // exercise(
  //     "three cases",
  //     () -> String.join(", ", cases3),
  //     given -> given.equals("underfitting, overfitting, just right") ? "" : "not yet");
}

// %% [markdown]
// ## References
//
// - S. Geman, E. Bienenstock, R. Doursat, *Neural networks and the bias/variance dilemma* (1992),
//   [doi:10.1162/neco.1992.4.1.1](https://doi.org/10.1162/neco.1992.4.1.1)
// - N. Srivastava et al., *Dropout: a simple way to prevent neural networks from overfitting*
//   (2014), JMLR 15, 1929
// - T. Hastie, R. Tibshirani, J. Friedman, *The elements of statistical learning* (2009), chapter 7
// - L. Prechelt, *Early stopping - but when?* (1998)
// - The events: [arXiv:1402.4735](https://arxiv.org/abs/1402.4735), by `jpsi generate higgs`
