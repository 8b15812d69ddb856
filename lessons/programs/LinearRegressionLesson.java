// %% [markdown]
// # 3. Linear regression
//
// A perceptron answers yes or no. Take its step away, and one neuron answers with a number:
//
// $$\hat y = \mathbf w \cdot \mathbf x + b$$
//
// That is **linear regression**, on the slide *Supervised learning* called "one of the simplest
// forms of ML". It has all that the large networks have: inputs, weights, a **loss** that says how
// wrong we are, and a way to make the loss small. And it is the one case in which we can compute
// the best weights with pencil and paper, and see whether a learning machine finds them.
//
// The loss is the mean squared error (slide *Loss functions*):
//
// $$L_{MSE} = \frac1N \sum_{j=1}^N (\hat y_j - y_j)^2$$
//
// The physics of this lesson: **calibrating a calorimeter**. Its compartments give charges in pC,
// we want energies in GeV.

// %%
import static org.jpsi.lessons.Lesson.*;

import java.util.*;
import org.jpsi.core.table.*;
import org.jpsi.lab.classic.*;
import org.jpsi.lab.sim.*;
import org.jpsi.report.*;

// %% [markdown]
// Helpers, to be read when you meet them: run the cell, and go on.

// %% [helper]
/// The charges of all compartments, a row per shower.
double[][] charges(Table showers) {
  double[][] rows = new double[showers.rows()][3];
  for (int j = 0; j < rows.length; j++) {
    for (int c = 0; c < 3; c++) {
      rows[j][c] = showers.numbers("charge" + (c + 1)).value(j);
    }
  }
  return rows;
}

/// The sum of each row.
double[] sums(double[][] rows) {
  return Arrays.stream(rows).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
}

/// The mean, and the mean of the squares.
double mean(double[] values) {
  return Arrays.stream(values).sum() / values.length;
}

double meanSquare(double[] values) {
  return mean(Arrays.stream(values).map(v -> v * v).toArray());
}

/// `prediction - truth` for each shower.
double[] residuals(double[] predicted, double[] truth) {
  double[] r = new double[truth.length];
  for (int j = 0; j < r.length; j++) {
    r[j] = predicted[j] - truth[j];
  }
  return r;
}

/// One number divided by another, for each shower.
double[] ratio(double[] above, double[] below) {
  double[] r = new double[above.length];
  for (int j = 0; j < r.length; j++) {
    r[j] = above[j] / below[j];
  }
  return r;
}

/// The mean squared error as a bowl over the weights, and how to walk in it.
///
/// @param rows inputs of each event, a 1 for the bias among them
record Bowl(double[][] rows, double[] y, double least) {
  /// @param scaled takes inputs from their means and in units of their spreads
  static Bowl of(double[][] x, double[] y, boolean scaled) {
    int inputs = x[0].length;
    double[][] rows = new double[x.length][inputs + 1];
    for (int i = 0; i < inputs; i++) {
      double sum = 0;
      double squares = 0;
      for (double[] row : x) {
        sum += row[i];
        squares += row[i] * row[i];
      }
      double mean = sum / x.length;
      double spread = Math.sqrt(squares / x.length - mean * mean);
      for (int j = 0; j < x.length; j++) {
        rows[j][i + 1] = scaled ? (x[j][i] - mean) / spread : x[j][i];
        rows[j][0] = 1;
      }
    }
    return new Bowl(rows, y, LinearRegression.fit(x, y).residualSumOfSquares() / x.length);
  }

  double loss(double[] w) {
    double sum = 0;
    for (int j = 0; j < y.length; j++) {
      double r = -y[j];
      for (int i = 0; i < w.length; i++) {
        r += w[i] * rows[j][i];
      }
      sum += r * r;
    }
    return sum / y.length;
  }

  double[] gradient(double[] w) {
    double[] g = new double[w.length];
    for (int j = 0; j < y.length; j++) {
      double r = -y[j];
      for (int i = 0; i < w.length; i++) {
        r += w[i] * rows[j][i];
      }
      for (int i = 0; i < w.length; i++) {
        g[i] += 2 * r * rows[j][i] / y.length;
      }
    }
    return g;
  }

  double[] next(double[] w, double rate) {
    double[] g = gradient(w);
    for (int i = 0; i < g.length; i++) {
      g[i] = w[i] - rate * g[i];
    }
    return g;
  }

  /// The loss above its least before and after each step, from weights of 0.
  double[] descend(double rate, int steps) {
    double[] losses = new double[steps + 1];
    double[] w = new double[rows[0].length];
    for (int t = 0; t <= steps; t++) {
      losses[t] = loss(w) - least;
      w = next(w, rate);
    }
    return losses;
  }

  /// Steps until the loss is so near to its least; -1 where they do not suffice.
  int stepsTo(double distance, double rate, int most) {
    // From the second derivatives, so that a step costs nothing.
    int n = rows[0].length;
    double[] start = gradient(new double[n]);
    double[][] h = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] unit = new double[n];
      unit[i] = 1;
      h[i] = gradient(unit);
      for (int k = 0; k < n; k++) {
        h[i][k] -= start[k];
      }
    }
    double[] w = new double[n];
    for (int t = 0; t < most; t++) {
      if (t % 10 == 0 && loss(w) - least < distance) {
        return t;
      }
      double[] g = start.clone();
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < n; k++) {
          g[k] += h[i][k] * w[i];
        }
      }
      for (int i = 0; i < n; i++) {
        w[i] -= rate * g[i];
      }
    }
    return -1;
  }

  /// The largest eigenvalue of the second derivatives: multiply a vector by them again and again.
  double largestCurvature() {
    double[] v = new double[rows[0].length];
    Arrays.fill(v, 1);
    double[] zero = gradient(new double[v.length]);
    double size = 0;
    for (int time = 0; time < 100; time++) {
      double[] next = gradient(v);
      size = 0;
      for (int i = 0; i < v.length; i++) {
        next[i] -= zero[i];
        size += next[i] * next[i];
      }
      size = Math.sqrt(size);
      for (int i = 0; i < v.length; i++) {
        v[i] = next[i] / size;
      }
    }
    return size;
  }
}

/// The loss over weight and bias for one input, and twenty steps in it.
Chart valley(String title, double[][] x, double[] y) {
  var bowl = Bowl.of(x, y, false);
  var best = LinearRegression.fit(x, y);
  double[] weights = Chart.range(best.weight(0) - 45, best.weight(0) + 45, 60);
  double[] biases = Chart.range(best.bias() - 60, best.bias() + 60, 60);
  double[][] height = new double[60][60];
  for (int r = 0; r < 60; r++) {
    for (int c = 0; c < 60; c++) {
      height[r][c] = Math.sqrt(bowl.loss(new double[] {biases[r], weights[c]}));
    }
  }
  double[] w = new double[21];
  double[] b = new double[21];
  double[] now = {best.bias() + 50, best.weight(0) + 35};
  for (int t = 0; t <= 20; t++) {
    b[t] = now[0];
    w[t] = now[1];
    now = bowl.next(now, 0.6 * 2 / bowl.largestCurvature());
  }
  return Chart.of(title)
      .size(385, 330)
      .axes("weight [GeV per 100 pC]", "bias [GeV]")
      .heat(weights, biases, height)
      .path("20 steps", w, b)
      .points("20 steps", w, b)
      .color("20 steps", "#D55E00");
}

void main() {
  // %% [markdown]
  // ## Showers of known energy
  //
  // In a test beam the energy is known: the accelerator sets it. An electron makes a shower that
  // begins in the first of three compartments and ends in the last, and each compartment gives a
  // charge. Their electronics differ: so many pC per GeV in the first, fewer in the last, and a
  // pedestal that is there even without a shower. We do not know those numbers. 1000 showers to
  // learn from, and 1000 others to judge by:

  // %%
  var calorimeter = new CalorimeterResponse();
  var training = calorimeter.table(1, 1000, 10, 100);
  var test = calorimeter.table(2, 1000, 10, 100);
  show(training);

  double[][] x = charges(training);
  double[] y = training.numbers("energy").toDoubles();
  double[][] xTest = charges(test);
  double[] yTest = test.numbers("energy").toDoubles();

  double[] total = sums(x);
  show(
      Chart.of("All charge of a shower")
          .axes("total charge [pC]", "energy [GeV]")
          .points("200 showers", Arrays.copyOf(total, 200), Arrays.copyOf(y, 200), 1.5));

  // %% [markdown]
  // ## One weight
  //
  // The simplest calibration: energy is the total charge times one number $w$, in GeV per pC.
  // Which? For each $w$ there is a mean squared error. Seen as a function of $w$ it is a parabola,
  // and its lowest point is the answer.
  //
  // **Predict:** read $w$ off the picture above. What is the best GeV per pC?

  // %%
  var guess = predict("the best weight, in GeV per pC", 0.5);

  // %%
  double xy = 0;
  double xx = 0;
  for (int j = 0; j < y.length; j++) {
    xy += total[j] * y[j];
    xx += total[j] * total[j];
  }
  double w = xy / xx; // where the derivative of the parabola is 0
  guess.reveal(Math.round(w * 1000) / 1000.0);

  double yy = meanSquare(y);
  double sxy = xy / y.length;
  double sxx = xx / y.length;
  show(
      Chart.of("The loss is a parabola")
          .axes("w [GeV/pC]", "mean squared error [GeV²]")
          .function("", 0.15, 0.4, v -> yy - 2 * v * sxy + v * v * sxx)
          .vertical(w));

  // %% [markdown]
  // ## The closed form
  //
  // With a weight for each compartment and a bias the parabola becomes a bowl in four dimensions.
  // At its lowest point all four derivatives are 0:
  //
  // $$\frac{\partial L}{\partial w_i} = \frac2N \sum_j (\hat y_j - y_j)\,x_{j,i} = 0$$
  //
  // These are four linear equations for four unknowns, the *normal equations* of Gauss and
  // Legendre. In matrices, with a column of ones for the bias,
  //
  // $$X^T X\,\mathbf w = X^T \mathbf y .$$
  //
  // `LinearRegression.fit` solves them, and knows how far the weights are certain:

  // %%
  var one = LinearRegression.fit(total, y);
  var three = LinearRegression.fit(x, y);
  for (int c = 0; c < 3; c++) {
    say(
        "compartment %d: %.4f +- %.4f GeV/pC, made with 1 / gain = %.4f",
        c + 1,
        three.weight(c),
        Math.sqrt(three.covariance()[c + 1][c + 1]),
        1 / calorimeter.gains().get(c));
  }
  say(
      "bias: %.2f +- %.2f GeV, as the pedestals ask for -1.70",
      three.bias(), Math.sqrt(three.covariance()[0][0]));

  boolean found = true;
  for (int c = 0; c < 3; c++) {
    found &= close(three.weight(c) * calorimeter.gains().get(c), 1, 0.02);
  }
  claim("the fit finds each compartment's gain to 2 %", found);

  // %% [markdown]
  // ## Resolution, before and after
  //
  // What is it good for? The **resolution**: how far the energies that we say spread around the
  // true ones. We judge on the other 1000 showers, that the fit has never seen.

  // %%
  double[] before = residuals(Arrays.stream(sums(xTest)).map(q -> one.predict(q)).toArray(), yTest);
  double[] after = residuals(three.predict(xTest), yTest);
  show(
      Chart.of("Relative residuals of 1000 test showers")
          .axes("(said - true) / true", "showers")
          .histogram("one weight for all charge", ratio(before, yTest), -0.5, 0.5, 50)
          .histogram("a weight per compartment", ratio(after, yTest), -0.5, 0.5, 50));
  double rmsBefore = Math.sqrt(meanSquare(ratio(before, yTest)));
  double rmsAfter = Math.sqrt(meanSquare(ratio(after, yTest)));
  say("before: %.1f %%, after: %.1f %%", 100 * rmsBefore, 100 * rmsAfter);
  claim(
      "a weight per compartment makes the resolution three times better", rmsBefore > 3 * rmsAfter);

  // %% [markdown]
  // How good can it get? A shower fluctuates by itself, by 10 % divided by the square root of its
  // energy in GeV, and the electronics add noise: $\sigma^2 = (10\,\%)^2 E + \text{noise}^2$. No
  // calibration can be better than that.

  // %%
  double noise2 = 0;
  for (double gain : calorimeter.gains()) {
    noise2 += calorimeter.noise() * calorimeter.noise() / (gain * gain);
  }
  double floor2 = noise2; // in GeV², a constant
  double[] middle = new double[6];
  double[] spreadBefore = new double[6];
  double[] spreadAfter = new double[6];
  for (int k = 0; k < 6; k++) {
    double low = 10 + 15 * k;
    middle[k] = low + 7.5;
    double[] rb = new double[yTest.length];
    double[] ra = new double[yTest.length];
    int n = 0;
    for (int j = 0; j < yTest.length; j++) {
      if (yTest[j] >= low && yTest[j] < low + 15) {
        rb[n] = before[j] / yTest[j];
        ra[n++] = after[j] / yTest[j];
      }
    }
    spreadBefore[k] = 100 * Math.sqrt(meanSquare(Arrays.copyOf(rb, n)));
    spreadAfter[k] = 100 * Math.sqrt(meanSquare(Arrays.copyOf(ra, n)));
  }
  show(
      Chart.of("Resolution")
          .axes("energy [GeV]", "resolution [%]")
          .points("one weight", middle, spreadBefore, 4)
          .points("a weight per compartment", middle, spreadAfter, 4)
          .function("what fluctuations allow", 10, 100, e -> 100 * Math.sqrt(0.01 * e + floor2) / e)
          .size(560, 340));
  boolean near = true;
  for (int k = 0; k < 6; k++) {
    double allowed = 100 * Math.sqrt(0.01 * middle[k] + floor2) / middle[k];
    near &= spreadAfter[k] < 1.2 * allowed;
  }
  claim("after the calibration the resolution is within a fifth of what fluctuations allow", near);

  // %% [markdown]
  // ## Look at the residuals
  //
  // A fit is judged by what it leaves. Plotted against something that should not matter, such as
  // how deep the shower went, residuals should scatter around 0 and show no shape:

  // %%
  double[] deep = new double[300];
  for (int j = 0; j < 300; j++) {
    deep[j] = xTest[j][2] / (xTest[j][0] + xTest[j][1] + xTest[j][2]);
  }
  show(
      Chart.of("What is left")
          .axes("share of the charge in compartment 3", "(said - true) / true")
          .points("one weight", deep, Arrays.copyOf(ratio(before, yTest), 300), 1.5)
          .points("a weight per compartment", deep, Arrays.copyOf(ratio(after, yTest), 300), 1.5)
          .horizontal(0)
          .size(560, 340));

  // %% [markdown]
  // With one weight, showers that begin early are said to have too much energy, and deep ones too
  // little: the picture tells what is missing in the model. With three weights nothing is left to
  // see. On the *training* showers we even know it exactly: the normal equations say that residuals
  // have no mean and no correlation with any input.

  // %%
  double[] left = residuals(three.predict(x), y);
  double largest = Math.abs(mean(left));
  for (int c = 0; c < 3; c++) {
    double product = 0;
    for (int j = 0; j < left.length; j++) {
      product += left[j] * x[j][c] / left.length;
    }
    largest = Math.max(largest, Math.abs(product));
  }
  claim("residuals of the fit have no mean and nothing in common with the inputs", largest < 1e-9);

  // %% [markdown]
  // ## The same by gradient descent
  //
  // A deep network has no closed form. What always works is to walk downhill: from any weights, a
  // small step against the gradient, again and again (slide *Backpropagation gradient descent*):
  //
  // $$\mathbf w \leftarrow \mathbf w - \eta\,\nabla L, \qquad
  // \nabla L = \frac2N X^T (X\mathbf w - \mathbf y)$$
  //
  // $\eta$ is the **learning rate**. How large may it be? Along each principal axis of the bowl
  // the loss is a parabola of curvature $\lambda$, and a step multiplies the distance from the
  // bottom by $1 - \eta\lambda$. If $\eta > 2/\lambda$ that is below -1: each step ends higher on
  // the *other* side. So all is well exactly if
  //
  // $$\eta < \frac{2}{\lambda_{max}},$$
  //
  // with the largest eigenvalue of the matrix of second derivatives, $H = \frac2N X^T X$. We make
  // the bowl rounder first: each charge less its mean, in units of its spread.

  // %%
  var bowl = Bowl.of(x, y, true);
  double limit = 2 / bowl.largestCurvature();
  say("largest curvature %.3f: rates below %.3f", bowl.largestCurvature(), limit);

  double[] step = Chart.range(0, 100, 101);
  var course = Chart.of("Gradient descent").axes("step", "loss above its least [GeV²]");
  double[][] at = new double[4][];
  double[] shares = {0.02, 0.4, 0.95, 1.05};
  for (int k = 0; k < 4; k++) {
    at[k] = bowl.descend(shares[k] * limit, 100);
    course.line(text("%.2f of 2/λ", shares[k]), step, at[k]);
  }
  show(course.logY().yRange(1e-10, 5e9).size(560, 360));
  claim(
      "below 2/λ the loss falls",
      at[0][100] < at[0][0] && at[1][100] < at[1][0] && at[2][100] < at[2][0]);
  claim("above 2/λ it grows without end", at[3][100] > at[3][50] && at[3][100] > at[3][0]);

  // %% [markdown]
  // Too small a rate creeps, too large a one flies off, and in between there is a right one.
  // **Try:** change the shares in `shares`. Which is the fastest? (The answer for a bowl: $\eta =
  // 2 / (\lambda_{max} + \lambda_{min})$.)
  //
  // **Predict:** how many steps does gradient descent need from weights of 0, with 0.5 of the
  // limit, until the loss is within a millionth of a GeV² of its least?

  // %%
  var guessSteps = predict("steps with charges in units of their spread", 100);

  // %%
  int scaledSteps = bowl.stepsTo(1e-6, 0.5 * limit, 100_000);
  guessSteps.reveal(scaledSteps);
  var raw = Bowl.of(x, y, false);
  int rawSteps = raw.stepsTo(1e-6, 0.5 * 2 / raw.largestCurvature(), 100_000);
  say("with charges as they are, in pC: %s steps", rawSteps < 0 ? "more than 100000" : rawSteps);
  claim(
      "inputs with mean 0 and spread 1 save nine of ten steps",
      scaledSteps > 0 && (rawSteps < 0 || rawSteps > 10 * scaledSteps));

  // %% [markdown]
  // That is why networks are fed with scaled inputs. In a picture: the loss over weight and bias of
  // the one-weight calibration, dark where it is high. On the left the total charge in units of
  // 100 pC as it is; there the valley is long and narrow, as a larger weight can be made good by a
  // smaller bias. On the right its mean is taken away, and the valley is upright and
  // short. Twenty steps each, at 0.6 of the limit:

  // %%
  double[][] hundred = new double[total.length][];
  for (int j = 0; j < total.length; j++) {
    hundred[j] = new double[] {total[j] / 100};
  }
  double center = mean(total) / 100;
  double[][] centered = new double[total.length][];
  for (int j = 0; j < total.length; j++) {
    centered[j] = new double[] {total[j] / 100 - center};
  }
  show(FigureGrid.of(valley("as it is", hundred, y), valley("less its mean", centered, y)));

  // %% [markdown]
  // ## Not all showers are equal
  //
  // A residual of 1 GeV is much at 10 GeV and little at 100 GeV: $\sigma$ grows as $\sqrt E$.
  // Where errors are known, each event gets the weight $1/\sigma^2$, the loss becomes $\chi^2$,
  // and what counts most is what is known best. We look at a coarser calorimeter, of
  // $30\,\%/\sqrt E$, in beams from 2 to 100 GeV. The fit also says how far its numbers are
  // certain; we hold that against the spread over 200 beams of 500 showers.

  // %%
  var coarse = calorimeter.with(0.3, 0.8);
  double[] plainBias = new double[200];
  double[] weightedBias = new double[200];
  double saidPlain = 0;
  double saidWeighted = 0;
  double chi2 = 0;
  for (int k = 0; k < 200; k++) {
    var beamOf500 = coarse.table(100 + k, 500, 2, 100);
    double[] energy = beamOf500.numbers("energy").toDoubles();
    double[] precision = Arrays.stream(energy).map(e -> 1 / (0.09 * e + floor2)).toArray();
    var plain = LinearRegression.fit(charges(beamOf500), energy);
    var weighted = LinearRegression.fit(charges(beamOf500), energy, precision);
    plainBias[k] = plain.bias();
    weightedBias[k] = weighted.bias();
    saidPlain += Math.sqrt(plain.robustCovariance()[0][0]) / 200;
    saidWeighted += Math.sqrt(weighted.covarianceOfKnownErrors()[0][0]) / 200;
    chi2 += weighted.residualSumOfSquares() / weighted.degreesOfFreedom() / 200;
  }
  double spreadPlain = Math.sqrt(meanSquare(plainBias) - mean(plainBias) * mean(plainBias));
  double spreadWeighted =
      Math.sqrt(meanSquare(weightedBias) - mean(weightedBias) * mean(weightedBias));
  say("error of the bias, plain:    %.3f GeV said, %.3f GeV spread", saidPlain, spreadPlain);
  say("error of the bias, weighted: %.3f GeV said, %.3f GeV spread", saidWeighted, spreadWeighted);
  say("chi² per degree of freedom: %.3f", chi2);
  claim("the weighted fit knows the bias better", spreadWeighted < 0.9 * spreadPlain);
  claim("chi² per degree of freedom is near 1: the errors are right", close(chi2, 1, 0.05));
  claim(
      "the errors that the fits say are those that the 200 beams show",
      close(saidPlain / spreadPlain, 1, 0.15) && close(saidWeighted / spreadWeighted, 1, 0.15));

  // %% [markdown]
  // ## Exercise: the largest learning rate
  //
  // For one weight without a bias, $L(w) = \frac1N\sum_j (w\,x_j - y_j)^2$. Compute the learning
  // rate above which gradient descent diverges, for the total charges `total` (in pC). The second
  // derivative of $L$ by $w$ is the curvature; the helper `meanSquare` may help.

  // %% [exercise]
  double largestRate = Double.NaN; // your answer: a formula with total, or a number
  exercise(
      "the largest learning rate for one weight",
      () -> largestRate,
      rate -> {
        double right = 1 / meanSquare(total);
        if (close(rate, 2 * right, 1e-3 * right)) {
          return "the square gives a factor 2 when it is differentiated";
        }
        return close(rate, right, 1e-3 * right)
            ? ""
            : "λ = 2 · (mean of x²), the limit is 2/λ; the mean of x² is meanSquare(total)";
      });

  // %% [solution]
  // double largestRate = 2 / (2 * meanSquare(total)); // λ is the second derivative, 2 mean(x²)
  // exercise(
  //     "the largest learning rate for one weight",
  //     () -> largestRate,
  //     rate -> close(rate, 1 / meanSquare(total), 1e-9) ? "" : "not so");

  // %% [markdown]
  // ## Exercise: another calorimeter
  //
  // The electronics have been exchanged, and nobody wrote down the gains. Here are new test beam
  // data. Calibrate: give a `LinearRegression` that takes three charges and says the energy.

  // %%
  var exchanged = new CalorimeterResponse(List.of(4.0, 8.0), List.of(2.0, 7.0, 3.0), 0.1, 0.8, 5);
  var beam = exchanged.table(3, 500, 10, 100);
  double[] beamEnergy = beam.numbers("energy").toDoubles();

  // %% [exercise]
  LinearRegression mine = null; // your fit of beamEnergy
  exercise(
      "the exchanged calorimeter",
      () -> mine,
      fit -> {
        if (fit.inputs() != 3) {
          return "it should take the charges of three compartments: charges(beam)";
        }
        var fresh = exchanged.table(4, 500, 10, 100);
        double[] truth = fresh.numbers("energy").toDoubles();
        double[] r = ratio(residuals(fit.predict(charges(fresh)), truth), truth);
        double percent = 100 * Math.sqrt(meanSquare(r));
        return percent < 4
            ? ""
            : text("its resolution is %.1f %%, 4 %% are possible: fit on beam", percent);
      });

  // %% [solution]
  // LinearRegression mine = LinearRegression.fit(charges(beam), beamEnergy);
  // exercise(
  //     "the exchanged calorimeter",
  //     () -> mine,
  //     fit -> {
  //       var fresh = exchanged.table(4, 500, 10, 100);
  //       double[] truth = fresh.numbers("energy").toDoubles();
  //       double[] r = ratio(residuals(fit.predict(charges(fresh)), truth), truth);
  //       return 100 * Math.sqrt(meanSquare(r)) < 4 ? "" : "not precise enough";
  //     });

  // %% [markdown]
  // ## References
  //
  // - A. M. Legendre, *Nouvelles méthodes pour la détermination des orbites des comètes*, 1805;
  //   C. F. Gauss, *Theoria motus corporum coelestium*, 1809
  // - R. Wigmans, *Calorimetry*, 2nd edition, Oxford 2017, chapter 6 (calibration)
  // - Review of Particle Physics, sections *Statistics* (least squares) and *Particle detectors at
  //   accelerators* (calorimeters), pdg.lbl.gov
  // - C. M. Bishop, *Pattern Recognition and Machine Learning*, Springer 2006, section 3.1
  // - G. Goh, *Why Momentum Really Works*, Distill 2017, doi:10.23915/distill.00006 (the bound
  //   2/λ, with pictures)
  //
  // Next: **4. Quickstart**, a first deep network.
}
