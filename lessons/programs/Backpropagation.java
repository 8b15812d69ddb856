// %% [markdown]
// # 14. Backpropagation
//
// Training means making the loss small, and the loss is a function of all weights. The slide
// *Backpropagation gradient descent* says: take the gradient by the weights and biases, and step
// against it. But how does one get the gradient? A network has thousands of weights, each buried
// under layers.
//
// **Backpropagation** is the chain rule, used in a clever order: from the loss backward, so that
// every derivative is computed once and used by all that lie before it. In this lesson we do it on
// paper for four nodes, then in matrices for a network, and hold both against the library and
// against finite differences. At the end: what it means to take the gradient of a *batch*.

// %%
import static org.jpsi.lessons.Lesson.*;

import java.util.*;
import java.util.function.*;
import org.jpsi.core.data.*;
import org.jpsi.core.eval.*;
import org.jpsi.core.loss.*;
import org.jpsi.core.nn.*;
import org.jpsi.core.optim.*;
import org.jpsi.core.random.*;
import org.jpsi.core.tensor.*;
import org.jpsi.core.train.*;
import org.jpsi.lab.sim.*;
import org.jpsi.report.*;

// %% [markdown]
// Matrices as plain arrays, for the second part: product, transpose, and so on. No library in it.

// %% [helper]
double[][] product(double[][] a, double[][] b) {
  double[][] c = new double[a.length][b[0].length];
  for (int i = 0; i < a.length; i++) {
    for (int j = 0; j < b[0].length; j++) {
      for (int k = 0; k < b.length; k++) {
        c[i][j] += a[i][k] * b[k][j];
      }
    }
  }
  return c;
}

double[][] transposed(double[][] a) {
  double[][] t = new double[a[0].length][a.length];
  for (int i = 0; i < a.length; i++) {
    for (int j = 0; j < a[0].length; j++) {
      t[j][i] = a[i][j];
    }
  }
  return t;
}

/// The sum of all rows.
double[] columnSums(double[][] a) {
  double[] sum = new double[a[0].length];
  for (double[] row : a) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += row[j];
    }
  }
  return sum;
}

/// Each row plus `b`.
double[][] plus(double[][] a, double[] b) {
  double[][] c = new double[a.length][b.length];
  for (int i = 0; i < a.length; i++) {
    for (int j = 0; j < b.length; j++) {
      c[i][j] = a[i][j] + b[j];
    }
  }
  return c;
}

double sigmoid(double z) {
  return 1 / (1 + StrictMath.exp(-z));
}

/// The largest difference of two matrices, of numbers of order 1.
double difference(double[][] a, Tensor b) {
  double largest = 0;
  for (int i = 0; i < a.length; i++) {
    for (int j = 0; j < a[0].length; j++) {
      largest = Math.max(largest, Math.abs(a[i][j] - b.get(i, j)));
    }
  }
  return largest;
}

/// A two-layer network as matrices, and what belongs to its training.
///
/// @param w1 `[hidden][inputs]`
/// @param w2 `[1][hidden]`
record Net(double[][] w1, double[] b1, double[][] w2, double[] b2) {}

/// First weights: normal, of He's size.
Net start(int width, long seed) {
  Rng rng = Rng.of(seed);
  double[][] w1 = new double[width][2];
  double[][] w2 = new double[1][width];
  for (int k = 0; k < width; k++) {
    w1[k][0] = rng.normal(3L * k);
    w1[k][1] = rng.normal(3L * k + 1);
    w2[0][k] = Math.sqrt(2.0 / width) * rng.normal(3L * k + 2);
  }
  return new Net(w1, new double[width], w2, new double[1]);
}

/// Pions and kaons in turn between 0.2 and 0.7 GeV, as `(log p, log dE/dx)` around 0.
double[][] tracks(int n, long seed) {
  var tracker = new Dedx();
  double[][] rows = new double[n][];
  for (int j = 0; j < n; j++) {
    var particle = j % 2 == 0 ? Dedx.Particle.PION : Dedx.Particle.KAON;
    var track = tracker.track(particle, seed, j);
    double p = StrictMath.log10(track.momentum() / 0.4);
    rows[j] = new double[] {5 * p, 5 * StrictMath.log10(track.dedx() / 2.5)};
  }
  return rows;
}

double[][] relu(double[][] z) {
  double[][] h = new double[z.length][z[0].length];
  for (int j = 0; j < z.length; j++) {
    for (int k = 0; k < z[0].length; k++) {
      h[j][k] = Math.max(z[j][k], 0);
    }
  }
  return h;
}

/// The mean binary cross-entropy.
double bce(Net net, double[][] x, double[][] d) {
  double[][] h = relu(plus(product(x, transposed(net.w1())), net.b1()));
  double[][] z = plus(product(h, transposed(net.w2())), net.b2());
  double sum = 0;
  for (int j = 0; j < x.length; j++) {
    double p = sigmoid(d[j][0] == 1 ? z[j][0] : -z[j][0]);
    sum -= StrictMath.log(Math.max(p, 1e-300));
  }
  return sum / x.length;
}

/// The gradient, in the form of a network.
Net gradient(Net net, double[][] x, double[][] d) {
  double[][] z1 = plus(product(x, transposed(net.w1())), net.b1());
  double[][] h = relu(z1);
  double[][] delta2 = plus(product(h, transposed(net.w2())), net.b2());
  for (int j = 0; j < x.length; j++) {
    delta2[j][0] = (sigmoid(delta2[j][0]) - d[j][0]) / x.length;
  }
  double[][] delta1 = product(delta2, net.w2());
  for (int j = 0; j < x.length; j++) {
    for (int k = 0; k < delta1[0].length; k++) {
      delta1[j][k] *= z1[j][k] > 0 ? 1 : 0;
    }
  }
  return new Net(
      product(transposed(delta1), x),
      columnSums(delta1),
      product(transposed(delta2), h),
      columnSums(delta2));
}

/// All weights in a row.
double[] flat(Net net) {
  return java.util.stream.Stream.of(
          net.w1(), new double[][] {net.b1()}, net.w2(), new double[][] {net.b2()})
      .flatMap(Arrays::stream)
      .flatMapToDouble(Arrays::stream)
      .toArray();
}

/// Rows and classes as the trainer takes them, all of weight 1.
Dataset dataset(double[][] x, double[][] d) {
  float[] inputs = new float[2 * x.length];
  float[] targets = new float[x.length];
  float[] ones = new float[x.length];
  for (int j = 0; j < x.length; j++) {
    inputs[2 * j] = (float) x[j][0];
    inputs[2 * j + 1] = (float) x[j][1];
    targets[j] = (float) d[j][0];
    ones[j] = 1;
  }
  return Dataset.of(inputs, targets, ones);
}

/// One step against the gradient.
Net descend(Net net, double[][] x, double[][] d, double rate) {
  Net g = gradient(net, x, d);
  double[][] w1 = new double[net.w1().length][2];
  double[] b1 = new double[w1.length];
  double[][] w2 = new double[1][w1.length];
  for (int k = 0; k < w1.length; k++) {
    w1[k][0] = net.w1()[k][0] - rate * g.w1()[k][0];
    w1[k][1] = net.w1()[k][1] - rate * g.w1()[k][1];
    b1[k] = net.b1()[k] - rate * g.b1()[k];
    w2[0][k] = net.w2()[0][k] - rate * g.w2()[0][k];
  }
  return new Net(w1, b1, w2, new double[] {net.b2()[0] - rate * g.b2()[0]});
}

void main() {
  // %% [markdown]
  // ## A graph of four nodes
  //
  // The smallest network there is: one input, one weight, one bias, a sigmoid, and the squared
  // error. It is a chain of four operations,
  //
  // $$u = w\,x, \qquad z = u + b, \qquad y = \sigma(z), \qquad L = (y - d)^2 .$$
  //
  // **Forward**: numbers go in at the left, and each node computes its value from those before it.

  // %%
  double x = 2;
  double w = -0.5;
  double b = 0.8;
  double d = 1; // what y should be

  double u = w * x;
  double z = u + b;
  double y = sigmoid(z);
  double loss = (y - d) * (y - d);

  show(
      Diagram.of("Forward: values")
          .spacing(160, 84)
          .colored("x", 1, 0, "#eef4fa", "x", text("%.3f", x))
          .colored("w", 0, 1, "#cfe3f2", "w", text("%.3f", w))
          .colored("b", 2, 0, "#cfe3f2", "b", text("%.3f", b))
          .colored("d", 4, 0, "#eef4fa", "d", text("%.3f", d))
          .box("u", 1, 1, "u = w x", text("%.3f", u))
          .box("z", 2, 1, "z = u + b", text("%.3f", z))
          .box("y", 3, 1, "y = σ(z)", text("%.3f", y))
          .box("L", 4, 1, "L = (y - d)²", text("%.3f", loss))
          .arrow("x", "u", "")
          .arrow("w", "u", "")
          .arrow("u", "z", "")
          .arrow("b", "z", "")
          .arrow("z", "y", "")
          .arrow("y", "L", "")
          .arrow("d", "L", ""));

  // %% [markdown]
  // The loss should become smaller. In which direction should $w$ go, and how much does it matter?
  //
  // **Predict:** the derivative of $L$ by $w$. At least its sign: $y$ should be larger than it is,
  // and $x$ is positive.

  // %%
  var guess = predict("dL/dw", 1.0);

  // %% [markdown]
  // **Backward**: each node knows one thing only, the derivative of *its own* output by its own
  // inputs. These stand at the arrows below. The gradient begins at the loss with $dL/dL = 1$,
  // and at each arrow it is multiplied by what stands there:
  //
  // $$\frac{dL}{dw} = \frac{dL}{dy} \cdot \frac{dy}{dz} \cdot
  // \frac{dz}{du} \cdot \frac{du}{dw} = 2(y-d) \cdot y(1-y) \cdot 1 \cdot x$$

  // %%
  double dy = 2 * (y - d);
  double dz = dy * y * (1 - y);
  double du = dz * 1;
  double db = dz * 1;
  double dw = du * x;
  double dx = du * w;
  guess.reveal(Math.round(1000 * dw) / 1000.0);

  show(
      Diagram.of("Backward: gradients of L, with the local derivatives at the arrows")
          .spacing(180, 110)
          .colored("x", 1, 0, "#eef4fa", "x", text("%.3f", x), text("dL/dx %.3f", dx))
          .colored("w", 0, 1, "#f9dcc9", "w", text("%.3f", w), text("dL/dw %.3f", dw))
          .colored("b", 2, 0, "#f9dcc9", "b", text("%.3f", b), text("dL/db %.3f", db))
          .box("u", 1, 1, "u = w x", text("%.3f", u), text("dL/du %.3f", du))
          .box("z", 2, 1, "z = u + b", text("%.3f", z), text("dL/dz %.3f", dz))
          .box("y", 3, 1, "y = σ(z)", text("%.3f", y), text("dL/dy %.3f", dy))
          .box("L", 4, 1, "L = (y - d)²", text("%.3f", loss), "dL/dL 1")
          .arrow("L", "y", text("%.2f", dy))
          .arrow("y", "z", text("%.3f", y * (1 - y)))
          .arrow("z", "u", "1")
          .arrow("z", "b", "1")
          .arrow("u", "w", text("x = %.1f", x))
          .arrow("u", "x", text("w = %.1f", w)));

  // %% [markdown]
  // Look at what was *shared*: $dL/dz$ was computed once, and $w$, $x$ and $b$ all use it.
  //
  // Three checks. The library remembers how a tensor was made and goes the same way back. Finite
  // differences know nothing of calculus: they compute $L$ at $w + h$ and at $w - h$.

  // %%
  Tensor tw = Tensor.scalar((float) w).requiresGrad();
  Tensor tx = Tensor.scalar((float) x).requiresGrad();
  Tensor tb = Tensor.scalar((float) b).requiresGrad();
  Gradients g = tw.mul(tx).add(tb).sigmoid().sub((float) d).square().backward();

  DoubleUnaryOperator byWeight =
      v -> {
        double off = sigmoid(v * x + b) - d;
        return off * off;
      };
  double h = 1e-5;
  double finite = (byWeight.applyAsDouble(w + h) - byWeight.applyAsDouble(w - h)) / (2 * h);

  say("dL/dw by hand:             %.7f", dw);
  say("dL/dw by the library:      %.7f", g.of(tw).item());
  say("dL/dw finite differences:  %.7f", finite);
  claim(
      "by hand = by the library",
      close(dw, g.of(tw).item(), 1e-6)
          && close(dx, g.of(tx).item(), 1e-6)
          && close(db, g.of(tb).item(), 1e-6));
  claim("by hand = finite differences", close(dw, finite, 1e-9));

  double error =
      GradCheck.largestError(t -> t[0].mul(t[1]).add(t[2]).sigmoid().sub(1).square(), tw, tx, tb);
  say("GradCheck, all three at once: largest error %.1e", error);
  claim("the library's own check agrees", error < 1e-4);

  // %% [markdown]
  // **Try:** change `w` above, say to 3, and run on. What happens to the gradient where the sigmoid
  // saturates?
  //
  // One more rule is needed. Where a value is **used twice**, the loss feels it along both ways,
  // and the gradients of both **add up**. In $f = a\,b + a$ with $a = 3$, $b = 4$ it is $b$ by
  // one way and 1 by the other:

  // %%
  Tensor ta = Tensor.scalar(3).requiresGrad();
  Tensor tc = Tensor.scalar(4).requiresGrad();
  float da = ta.mul(tc).add(ta).backward().of(ta).item();
  say("d(ab + a)/da = %.0f", da);
  claim("gradients of all ways add up", da == 4 + 1);

  // %% [markdown]
  // And this is all it is for: a small step against the gradient makes the loss smaller.

  // %%
  var walk = Chart.of("The loss as a function of w").axes("w", "L");
  walk.function("", -4, 6, byWeight);
  double[] wAt = new double[9];
  double[] lossAt = new double[9];
  wAt[0] = w;
  for (int t = 0; t < 9; t++) {
    lossAt[t] = byWeight.applyAsDouble(wAt[t]);
    if (t < 8) {
      double yt = sigmoid(wAt[t] * x + b);
      wAt[t + 1] = wAt[t] - 0.8 * 2 * (yt - d) * yt * (1 - yt) * x;
    }
  }
  show(walk.points("8 steps, rate 0.8", wAt, lossAt, 4));
  boolean falls = true;
  for (int t = 1; t < 9; t++) {
    falls &= lossAt[t] < lossAt[t - 1];
  }
  claim("each step makes the loss smaller", falls);

  // %% [markdown]
  // ## A network, as matrix algebra
  //
  // Nothing changes when numbers become matrices. $N$ tracks of pions (0) and kaons (1), each with
  // $(\log p, \log dE/dx)$, are the rows of $X$. A hidden layer with ReLU, one output, binary
  // cross-entropy:
  //
  // $$Z_1 = X W_1^T + b_1, \quad H = \max(Z_1, 0), \quad Z_2 = H W_2^T + b_2, \quad
  // L = \frac1N \sum_j \text{BCE}(\sigma(Z_{2,j}), d_j)$$
  //
  // Backward, node by node. For sigmoid and cross-entropy together the derivative is as simple as
  // can be, *what is said minus what is true*:
  //
  // $$\Delta_2 = \frac{\sigma(Z_2) - d}{N}, \qquad
  // \frac{\partial L}{\partial W_2} = \Delta_2^T H, \qquad
  // \frac{\partial L}{\partial b_2} = \sum_j \Delta_{2,j}$$
  //
  // $$\Delta_1 = (\Delta_2 W_2) \odot [Z_1 > 0], \qquad
  // \frac{\partial L}{\partial W_1} = \Delta_1^T X, \qquad
  // \frac{\partial L}{\partial b_1} = \sum_j \Delta_{1,j}$$
  //
  // A matrix that multiplies forward comes back transposed, and ReLU lets the gradient through
  // where it let the signal through.

  // %%
  int n = 512;
  double[][] tracks = tracks(n, 1);
  double[][] kaon = new double[n][1];
  for (int j = 0; j < n; j++) {
    kaon[j][0] = j % 2;
  }
  Net net = start(8, 2);

  // forward
  double[][] z1 = plus(product(tracks, transposed(net.w1())), net.b1());
  double[][] hidden = relu(z1);
  double[][] z2 = plus(product(hidden, transposed(net.w2())), net.b2());

  // backward
  double[][] delta2 = new double[n][1];
  for (int j = 0; j < n; j++) {
    delta2[j][0] = (sigmoid(z2[j][0]) - kaon[j][0]) / n;
  }
  double[][] dW2 = product(transposed(delta2), hidden);
  double[] db2 = columnSums(delta2);
  double[][] delta1 = product(delta2, net.w2());
  for (int j = 0; j < n; j++) {
    for (int k = 0; k < 8; k++) {
      delta1[j][k] *= z1[j][k] > 0 ? 1 : 0;
    }
  }
  double[][] dW1 = product(transposed(delta1), tracks);
  double[] db1 = columnSums(delta1);
  say("dL/dW1, first neuron: %.6f %.6f", dW1[0][0], dW1[0][1]);
  say("dL/dW2, first three:  %.6f %.6f %.6f", dW2[0][0], dW2[0][1], dW2[0][2]);

  // %% [markdown]
  // The same by the library, which was told the forward pass only:

  // %%
  Tensor w1 = Tensor.of(net.w1()).requiresGrad();
  Tensor b1 = Tensor.of(net.b1()).requiresGrad();
  Tensor w2 = Tensor.of(net.w2()).requiresGrad();
  Tensor b2 = Tensor.of(net.b2()).requiresGrad();
  Tensor logits = Tensor.of(tracks).linear(w1, b1).relu().linear(w2, b2);
  Tensor mean =
      new BinaryCrossEntropy().forward(logits, Tensor.of(kaon).reshape(n), Tensor.ones(n)).div(n);
  Gradients back = mean.backward();
  double worst = Math.max(difference(dW1, back.of(w1)), difference(dW2, back.of(w2)));
  worst = Math.max(worst, difference(new double[][] {db1}, back.of(b1).reshape(1, 8)));
  worst = Math.max(worst, difference(new double[][] {db2}, back.of(b2).reshape(1, 1)));
  say("dL/dW1, first neuron: %.6f %.6f", back.of(w1).get(0, 0), back.of(w1).get(0, 1));
  say("largest difference of all 33 gradients: %s", worst < 1e-6 ? "below 1e-6" : "" + worst);
  claim("matrices by hand = backward() of the library", worst < 1e-6);

  // %% [markdown]
  // Put into a loop with a step at its end, this trains: the whole of deep learning in forty lines.
  // (`descend` is in the helpers above; it is the cell before last, written once more.)

  // %%
  double[] course = new double[301];
  Net trained = net;
  for (int t = 0; t <= 300; t++) {
    course[t] = bce(trained, tracks, kaon);
    trained = descend(trained, tracks, kaon, 0.5);
  }
  show(
      Chart.of("Trained by arrays alone")
          .axes("step", "binary cross-entropy")
          .line("pions against kaons", Chart.range(0, 300, 301), course)
          .horizontal(StrictMath.log(2)));
  say("loss at first %.3f, after 300 steps %.3f", course[0], course[300]);
  claim("it learns to tell pions from kaons", course[300] < 0.15);

  // %% [markdown]
  // ### Why backward?
  //
  // Finite differences would give the same gradient. But for each weight they need the loss twice,
  // so for $P$ weights the network runs $2P$ times. Backpropagation goes once forward and once
  // backward, which costs about as much as three forward passes, *whatever* $P$ is:

  // %%
  for (int width : new int[] {8, 128, 2048}) {
    int parameters = width * 2 + width + width * width + width + width + 1;
    say(
        "2 hidden layers of %4d: %9d weights, finite differences %9d passes, backward about 3",
        width, parameters, 2 * parameters);
  }

  // %% [markdown]
  // ## The gradient of a batch
  //
  // "Usually this is done by taking the average gradient for some *batch* of data", says the
  // slide. The gradient of all events is exact, but costs a pass over all of them for one step.
  // The average over a few events drawn at random points in the same direction *on average*, with
  // noise.
  //
  // The gradients of single events spread with some variance; an average of $B$ independent ones
  // has $1/B$ of it. We measure: 2048 tracks, the network as it was at the start, 400 random
  // batches of each size.
  //
  // **Predict:** from batches of 16 to batches of 256, by what factor does the variance of the
  // gradient fall?

  // %%
  var guessFactor = predict("variance with 16 / variance with 256", 4.0);

  // %%
  int many = 2048;
  double[][] all = tracks(many, 7);
  double[][] kinds = new double[many][1];
  double[][] single = new double[many][]; // the gradient of each event
  double[] exact = new double[33];
  for (int j = 0; j < many; j++) {
    kinds[j][0] = j % 2;
    single[j] = flat(gradient(net, new double[][] {all[j]}, new double[][] {kinds[j]}));
    for (int i = 0; i < 33; i++) {
      exact[i] += single[j][i] / many;
    }
  }

  int[] sizes = {1, 4, 16, 64, 256, 1024};
  double[] size = new double[6];
  double[] variance = new double[6];
  double[] downhill = new double[6];
  for (int s = 0; s < 6; s++) {
    size[s] = sizes[s];
    Rng rng = Rng.of(11).child(s);
    for (int batch = 0; batch < 400; batch++) {
      double[] average = new double[33];
      for (int k = 0; k < sizes[s]; k++) {
        double[] one = single[rng.integer(many, batch * 1024L + k)];
        for (int i = 0; i < 33; i++) {
          average[i] += one[i] / sizes[s];
        }
      }
      double along = 0;
      for (int i = 0; i < 33; i++) {
        variance[s] += (average[i] - exact[i]) * (average[i] - exact[i]) / 400;
        along += average[i] * exact[i];
      }
      downhill[s] += along > 0 ? 1 / 400.0 : 0;
    }
    say(
        "batch %4d: variance %.5f, times batch size %.2f; %3.0f %% point downhill",
        sizes[s], variance[s], variance[s] * sizes[s], 100 * downhill[s]);
  }
  guessFactor.reveal(Math.round(10 * variance[2] / variance[4]) / 10.0);

  double alone = 0; // the variance of single events, summed over all weights
  for (double[] one : single) {
    for (int i = 0; i < 33; i++) {
      alone += (one[i] - exact[i]) * (one[i] - exact[i]) / many;
    }
  }
  double ofOne = alone;
  show(
      Chart.of("Noise of the gradient")
          .axes("batch size B", "variance, all weights")
          .points("400 batches each", size, variance, 4)
          .function("variance of one event / B", 1, 1024, v -> ofOne / v)
          .logX()
          .logY()
          .xRange(0.7, 1500)
          .yRange(0.002, 6));
  boolean inverse = true;
  for (int s = 0; s < 6; s++) {
    inverse &= close(variance[s] * sizes[s] / ofOne, 1, 0.2);
  }
  claim("the variance falls as 1 / batch size", inverse);

  // %% [markdown]
  // Read it the other way round: to halve the *error* of a gradient (the root of the variance)
  // one pays with four times as many events. Many rough steps get further than a few exact ones.
  // Here is the same network, trained for ten epochs (passes over all tracks) with plain gradient
  // descent at the same rate; only the batch size differs.

  // %%
  var train = dataset(all, kinds);
  double[][] fresh = tracks(many, 8);
  var validation = dataset(fresh, kinds);
  var losses = Chart.of("Ten epochs with different batches").axes("epoch", "loss of test tracks");
  Map<Integer, Double> after = new TreeMap<>();
  var clock = stopwatch();
  for (int batch : new int[] {2048, 256, 32, 4}) {
    var network = Sequential.of(Linear.of(2, 8), Relu.of(), Linear.of(8, 1));
    var history =
        Trainer.of(network, new BinaryCrossEntropy(), new Sgd(0.1, 0, false))
            .fit(train, validation, TrainingConfig.epochs(10).withBatch(batch).withPatience(0));
    double[] perEpoch = history.epochs().stream().mapToDouble(Epoch::validationLoss).toArray();
    losses.line("batch " + batch, Chart.range(1, 10, 10), perEpoch);
    after.put(batch, perEpoch[9]);
    say("batch %4d: %3d steps per epoch, loss %.3f", batch, many / batch, perEpoch[9]);
    clock.lap("ten epochs with batches of " + batch);
  }
  show(losses);
  claim(
      "with equal epochs and rate, small batches get further",
      after.get(4) < after.get(32)
          && after.get(32) < after.get(256)
          && after.get(256) < after.get(2048));

  // %% [markdown]
  // And the price? Each step has a fixed cost, and small matrices do not fill the processor, so an
  // epoch of very small batches takes long (see the clocks; the network here is so small that the
  // step itself hardly counts). And near the minimum the noise keeps the weights trembling, the
  // more the smaller the batch. So one takes batches of some tens to some hundreds, and lets the
  // learning rate fall at the end.
  //
  // **Try:** the rate `0.1` in the cell above. With `1.0`, which batch sizes still learn?

  // %% [markdown]
  // ## Exercise: on paper
  //
  // $L = (w\,x + b - d)^2$ with $x = 3$, $w = 2$, $b = -1$, $d = 4$. Draw the graph, put the values
  // at the nodes, go back, and give $dL/dw$ and $dL/db$.

  // %% [exercise]
  double yourDw = Double.NaN; // your numbers
  double yourDb = Double.NaN;
  exercise(
      "two derivatives on paper",
      () -> new double[] {yourDw, yourDb},
      a -> {
        if (Double.isNaN(a[0]) || Double.isNaN(a[1])) {
          return "what is in the bracket? that times 2 is dL/d(bracket)";
        }
        if (a[1] != 2) {
          return "dL/db = 2 · (w x + b - d) · 1";
        }
        return a[0] == 6 ? "" : "dL/dw = dL/db times what w is multiplied by";
      });

  // %% [solution]
  // double yourDw = 6; // the bracket is 1, so dL/d(bracket) = 2; times x = 3
  // double yourDb = 2;
  // exercise(
  //     "two derivatives on paper",
  //     () -> new double[] {yourDw, yourDb},
  //     a -> a[0] == 6 && a[1] == 2 ? "" : "not so");

  // %% [markdown]
  // ## Exercise: the backward pass of tanh
  //
  // A node computes $t = \tanh(z)$. On the way back it gets $dL/dt$ and must hand on $dL/dz$. It
  // still knows its own output $t$. Write what it hands on, from `t` and the incoming `dLdt`.

  // %% [exercise]
  DoubleBinaryOperator backward = (t, dLdt) -> Double.NaN; // your formula
  exercise(
      "backward of tanh",
      () -> backward,
      yoursAt -> {
        if (Double.isNaN(yoursAt.applyAsDouble(0.5, 1))) {
          return "the derivative of tanh, written with its own value t, is 1 - t²";
        }
        for (float at : new float[] {-1.5f, -0.2f, 0.4f, 2}) {
          Tensor zt = Tensor.scalar(at).requiresGrad();
          Tensor t = zt.tanh();
          double right = t.mul(0.7f).backward().of(zt).item();
          double yours = yoursAt.applyAsDouble(t.item(), 0.7);
          if (!close(yours, right, 1e-5)) {
            return text(
                "at z = %.1f with dL/dt = 0.7 yours is %.4f, the library's %.4f", at, yours, right);
          }
        }
        return "";
      });

  // %% [solution]
  // DoubleBinaryOperator backward = (t, dLdt) -> dLdt * (1 - t * t); // what came in, times 1 - t²
  // exercise(
  //     "backward of tanh",
  //     () -> backward.applyAsDouble(Tensor.scalar(0.4f).tanh().item(), 0.7),
  //     yours -> {
  //       Tensor zt = Tensor.scalar(0.4f).requiresGrad();
  //       double right = zt.tanh().mul(0.7f).backward().of(zt).item();
  //       return close(yours, right, 1e-5) ? "" : "not so";
  //     });

  // %% [markdown]
  // ## References
  //
  // - D. E. Rumelhart, G. E. Hinton, R. J. Williams, *Learning representations by back-propagating
  //   errors*, Nature 323 (1986) 533, doi:10.1038/323533a0
  // - S. Linnainmaa, *Taylor expansion of the accumulated rounding error*, BIT 16 (1976) 146,
  //   doi:10.1007/BF01931367 (the same order of work, ten years earlier)
  // - A. G. Baydin et al., *Automatic differentiation in machine learning: a survey*,
  //   arXiv:1502.05767
  // - L. Bottou, F. E. Curtis, J. Nocedal, *Optimization methods for large-scale machine learning*,
  //   arXiv:1606.04838 (batches and noise)
  // - S. McCandlish et al., *An empirical model of large-batch training*, arXiv:1812.06162
  //
  // Next: **15. The loss landscape**, where all these steps lead.
}
