// %% [markdown]
// # 13. Activation functions
//
// Between the linear layers of a deep network stands a bent function. The slide *Activation
// functions* says why, and four things more:
//
// 1. successive linear matrix multiplications are still linear;
// 2. with activations a network can model nonlinear functions, even arbitrary ones;
// 3. they should ideally be continuously differentiable;
// 4. gradients should not tend to 0 or blow up;
// 5. popular ones are ReLU and sigmoid, "often used for regression/classification respectively".
//
// In this lesson each of the five is tried out, and the last one is made precise, as in its short
// form it is easily misunderstood.

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
import org.jpsi.report.*;

// %% [helper]
/// Numbers as float32.
float[] floats(double[] values) {
  float[] rounded = new float[values.length];
  for (int i = 0; i < values.length; i++) {
    rounded[i] = (float) values[i];
  }
  return rounded;
}

/// Events with `features` inputs and one target each, all of weight 1.
Dataset events(double[] inputs, int features, double[] targets) {
  float[] ones = new float[targets.length];
  Arrays.fill(ones, 1);
  return Dataset.of(floats(inputs), floats(targets), ones);
}

/// Draws weights by a seed, and goes to the nearest minimum of the loss; gives the loss there.
double train(Sequential net, Loss loss, Dataset events, int iterations, long seed) {
  net.initialize(Rng.of(seed));
  var parameters = Parameters.of(net.parameters());
  var all = FullBatchLoss.of(net, loss, parameters, events);
  return new Lbfgs(iterations).minimize(parameters, all).value();
}

/// What a network says to events with `features` inputs.
double[] output(Layer net, double[] inputs, int features) {
  Tensor x = Tensor.of(inputs, inputs.length / features, features);
  return net.forward(x, Mode.inference()).reshape(-1).toDoubleArray();
}

/// The root of the mean of squares.
double rms(double[] values) {
  double sum = 0;
  for (double v : values) {
    sum += v * v;
  }
  return Math.sqrt(sum / values.length);
}

/// Size of the signals behind each of twenty layers, and of the gradients by what goes into its
/// activation; weights are drawn by `init` and multiplied by a factor.
double[][] flow(Activation activation, Init init, float factor) {
  var probes = new ArrayList<Tensor>(); // zeros, added where the gradient is to be seen
  Tensor h = Tensor.normal(Shape.of(256, 64), Rng.of(6), 0);
  double[][] size = new double[2][20];
  for (int k = 0; k < 20; k++) {
    var layer = Linear.of(64, 64, init);
    layer.initialize(Rng.of(5).child(k));
    var weight = layer.parameters().get(0);
    weight.set(weight.tensor().detach().mul(factor).toArray());
    Tensor probe = Tensor.zeros(256, 64).requiresGrad();
    probes.add(probe);
    h = activation.forward(layer.forward(h, Mode.inference()).add(probe), Mode.inference());
    size[0][k] = rms(h.toDoubleArray());
  }
  Gradients g = h.backward(Tensor.normal(h.shape(), Rng.of(7), 0));
  for (int k = 0; k < 20; k++) {
    size[1][k] = rms(g.of(probes.get(k)).toDoubleArray());
  }
  return size;
}

/// The values of class 0 or 1.
double[] of(double[] values, double[] isSignal, int which) {
  return java.util.stream.IntStream.range(0, values.length)
      .filter(i -> isSignal[i] == which)
      .mapToDouble(i -> values[i])
      .toArray();
}

/// The network of `n` hidden neurons that meets a function at n + 1 points, with straight lines in
/// between.
Sequential polygon(DoubleUnaryOperator f, double from, double to, int n) {
  double[] x = Chart.range(from, to, n + 1);
  float[] bias = new float[n];
  float[] change = new float[n];
  double before = 0;
  for (int k = 0; k < n; k++) {
    double slope = (f.applyAsDouble(x[k + 1]) - f.applyAsDouble(x[k])) / (x[k + 1] - x[k]);
    bias[k] = (float) -x[k];
    change[k] = (float) (slope - before);
    before = slope;
  }
  float[] ones = new float[n];
  Arrays.fill(ones, 1);
  var hidden = Linear.of(1, n);
  hidden.parameters().get(0).set(ones);
  hidden.parameters().get(1).set(bias);
  var last = Linear.of(n, 1);
  last.parameters().get(0).set(change);
  last.parameters().get(1).set(new float[] {(float) f.applyAsDouble(from)});
  return Sequential.of(hidden, Relu.of(), last);
}

void main() {
  // %% [markdown]
  // ## 1. Stacked linear layers are one linear layer
  //
  // A layer without activation computes $W\mathbf x + \mathbf b$. Three of them, one behind the
  // other, are
  //
  // $$W_3\,(W_2\,(W_1 \mathbf x + \mathbf b_1) + \mathbf b_2) + \mathbf b_3
  // = \overbrace{W_3 W_2 W_1}^{W}\,\mathbf x + \overbrace{W_3 W_2 \mathbf b_1 + W_3 \mathbf b_2
  // + \mathbf b_3}^{\mathbf b},$$
  //
  // which is one layer. We take three layers with weights that are quarters, so that nothing is
  // rounded anywhere, and multiply the matrices.

  // %%
  var stack = Sequential.of(Linear.of(2, 4), Linear.of(4, 4), Linear.of(4, 1));
  stack.initialize(Rng.of(1));
  for (var parameter : stack.parameters()) {
    float[] values =
        Tensor.uniform(parameter.shape(), Rng.of(2), parameter.shape().count()).toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(16 * values[i] - 8) / 4f;
    }
    parameter.set(values);
  }

  List<Tensor> p = stack.parameters().stream().map(each -> each.tensor().detach()).toList();
  Tensor w = p.get(4).matmul(p.get(2)).matmul(p.get(0));
  Tensor b =
      p.get(4)
          .matmul(p.get(2))
          .matmul(p.get(1).reshape(4, 1))
          .add(p.get(4).matmul(p.get(3).reshape(4, 1)))
          .add(p.get(5).reshape(1, 1));
  say("W = %s, b = %s", w, b);

  double[] grid = new double[2 * 121];
  for (int i = 0; i < 121; i++) {
    grid[2 * i] = i % 11 - 5;
    grid[2 * i + 1] = i / 11 - 5;
  }
  Tensor points = Tensor.of(grid, 121, 2);
  Tensor three = stack.forward(points, Mode.inference());
  Tensor one = points.matmul(w.transpose()).add(b);
  say("first points, three layers: %s", Arrays.toString(Arrays.copyOf(three.toArray(), 5)));
  say("first points, one layer:    %s", Arrays.toString(Arrays.copyOf(one.toArray(), 5)));
  claim(
      "three linear layers are one: equal at 121 points, to the last bit",
      Arrays.equals(three.toArray(), one.toArray()));

  // %% [markdown]
  // So depth alone gives nothing. With an activation between them the equality is gone. A linear
  // function has $f(\mathbf x) + f(-\mathbf x) = 2 f(0)$; the same weights with ReLU do not:

  // %%
  var bent =
      Sequential.of(
          stack.layers().get(0),
          Relu.of(),
          stack.layers().get(1),
          Relu.of(),
          stack.layers().get(2));
  double[] plus = output(bent, grid, 2);
  double[] atZero = output(bent, new double[2], 2);
  // point i and point 120 - i lie opposite each other
  say("f(x) + f(-x) - 2 f(0) at a corner: %.4f", plus[0] + plus[120] - 2 * atZero[0]);
  claim("with ReLU in between it is no longer linear", plus[0] + plus[120] != 2 * atZero[0]);

  // %% [markdown]
  // ### What it costs: a peak between sidebands
  //
  // Signal events have a mass near 125 GeV, background has any mass from 50 to 200 GeV. Whoever
  // looks at the histogram finds the signal: in the middle. A linear network can only say "the more
  // mass, the more signal", or the less.
  //
  // **Predict:** the area under the ROC of a network of three linear layers. (1 is perfect, 0.5 is
  // a coin.)

  // %%
  var guess = predict("AUC of three linear layers", 0.8);

  // %%
  int n = 2000;
  double[] mass = new double[2 * n]; // the second half is for testing
  double[] isSignal = new double[2 * n];
  for (int i = 0; i < 2 * n; i++) {
    isSignal[i] = i % 2;
    mass[i] =
        i % 2 == 1
            ? 125 + 10 * Rng.of(3).normal(i)
            : 50 + 150 * Rng.of(3).child("background").uniform(i);
  }
  double[] scaled = Arrays.stream(mass).map(m -> (m - 125) / 40).toArray();
  var training = events(Arrays.copyOf(scaled, n), 1, Arrays.copyOf(isSignal, n));

  var linearNet = Sequential.of(Linear.of(1, 8), Linear.of(8, 8), Linear.of(8, 1));
  var reluNet =
      Sequential.of(Linear.of(1, 8), Relu.of(), Linear.of(8, 8), Relu.of(), Linear.of(8, 1));
  double[][] scores = new double[2][];
  double[] auc = new double[2];
  boolean[] signal = new boolean[n];
  double[] ones = new double[n];
  for (int i = 0; i < n; i++) {
    signal[i] = isSignal[n + i] == 1;
    ones[i] = 1;
  }
  int k = 0;
  for (var net : List.of(linearNet, reluNet)) {
    train(net, new BinaryCrossEntropy(), training, 60, 1);
    var withSigmoid = Sequential.of(net, Sigmoid.of());
    scores[k] = output(withSigmoid, Arrays.copyOfRange(scaled, n, 2 * n), 1);
    auc[k] = Roc.of(scores[k], signal, ones).auc().value();
    k++;
  }
  guess.reveal(Math.round(100 * auc[0]) / 100.0);

  double[] axis = Chart.range(50, 200, 151);
  double[] axisScaled = Arrays.stream(axis).map(m -> (m - 125) / 40).toArray();
  show(
      FigureGrid.of(
          Chart.of("Events")
              .axes("mass [GeV]", "events per 5 GeV")
              .histogram("signal", of(mass, isSignal, 1), 50, 200, 30)
              .histogram("background", of(mass, isSignal, 0), 50, 200, 30),
          Chart.of("What the networks say")
              .axes("mass [GeV]", "score")
              .line("with ReLU", axis, output(Sequential.of(reluNet, Sigmoid.of()), axisScaled, 1))
              .line(
                  "linear", axis, output(Sequential.of(linearNet, Sigmoid.of()), axisScaled, 1))));
  say("AUC of 2000 test events: linear %.3f, with ReLU %.3f", auc[0], auc[1]);
  claim("without activations a peak can't be found", auc[0] < 0.6);
  claim("with ReLU it can", auc[1] > 0.85);

  // %% [markdown]
  // ## 2. Arbitrary functions
  //
  // The sum of enough bent pieces can follow any continuous function over a bounded range, as
  // closely as one likes (Cybenko 1989, Hornik 1991; any activation will do that is no polynomial,
  // Leshno et al. 1993). For ReLU one can simply write the network down. It is a polygon: each
  // hidden neuron $\max(x - x_k, 0)$ adds a kink at $x_k$, and its outgoing weight is by how much
  // the slope changes there.
  //
  // Our function is the line shape of the Z: the cross section of $e^+e^- \to$ hadrons against
  // energy. Nothing is trained here; the weights are computed from the function itself.

  // %%
  DoubleUnaryOperator lineShape =
      e -> {
        double m2 = 91.1876 * 91.1876;
        double width = 2.4952;
        double s = e * e;
        double off = s - m2;
        return 41.5 * s * width * width / (off * off + s * s * width * width / m2);
      };

  int[] widths = {4, 8, 16, 32, 64, 128};
  double[] energy = Chart.range(86, 96, 501);
  double[] truth = Arrays.stream(energy).map(lineShape).toArray();
  double[] width = new double[widths.length];
  double[] error = new double[widths.length];
  var polygons = Chart.of("Polygons").axes("energy [GeV]", "cross section [nb]");
  polygons.line("the Z", energy, truth);
  for (int i = 0; i < widths.length; i++) {
    double[] said = output(polygon(lineShape, 86, 96, widths[i]), energy, 1);
    width[i] = widths[i];
    for (int j = 0; j < said.length; j++) {
      error[i] = Math.max(error[i], Math.abs(said[j] - truth[j]));
    }
    if (widths[i] == 4 || widths[i] == 8) {
      polygons.line(widths[i] + " neurons", energy, said);
    }
  }
  show(
      FigureGrid.of(
          polygons,
          Chart.of("The largest error")
              .axes("hidden neurons n", "error [nb]")
              .points("polygon", width, error, 4)
              .function("like 1 / n²", 8, 128, v -> error[3] * 32 * 32 / (v * v))
              .logX()
              .logY()
              .xRange(3, 160)
              .yRange(0.03, 20)));
  say("error with 32 neurons %.3f nb, with 128 neurons %.3f nb", error[3], error[5]);
  claim("four times as many neurons, a sixteenth of the error", close(error[3] / error[5], 16, 4));

  // %% [markdown]
  // That a network *can* follow a function does not say that training finds it. So we also train:
  // the same shape of network, weights drawn at random, the best of five seeds.

  // %%
  double[] inputs = Arrays.stream(energy).map(e -> (e - 91) / 3).toArray();
  double[] targets = Arrays.stream(truth).map(v -> v / 20 - 1).toArray();
  var curve = events(inputs, 1, targets);
  var trained = Chart.of("Trained").axes("energy [GeV]", "cross section [nb]");
  trained.line("the Z", energy, truth);
  double[] trainedError = new double[3];
  int[] trainedWidths = {2, 8, 32};
  for (int i = 0; i < 3; i++) {
    trainedError[i] = Double.POSITIVE_INFINITY;
    double[] best = new double[0];
    for (int seed = 1; seed <= 5; seed++) {
      var net =
          Sequential.of(Linear.of(1, trainedWidths[i]), Relu.of(), Linear.of(trainedWidths[i], 1));
      double loss = train(net, new MeanSquaredError(), curve, 200, seed);
      if (loss < trainedError[i]) {
        trainedError[i] = loss;
        best = Arrays.stream(output(net, inputs, 1)).map(v -> 20 * (v + 1)).toArray();
      }
    }
    trainedError[i] = 20 * Math.sqrt(trainedError[i]);
    trained.line(trainedWidths[i] + " neurons", energy, best);
    say("%2d neurons: root mean square error %.2f nb", trainedWidths[i], trainedError[i]);
  }
  show(trained);
  claim(
      "the wider, the better it fits",
      trainedError[1] < 0.5 * trainedError[0] && trainedError[2] < 0.5 * trainedError[1]);

  // %% [markdown]
  // **Try:** more seeds, or `Tanh.of()` in the place of `Relu.of()`. (Smooth bends suit a smooth
  // function.)
  //
  // ## 3. ReLU, sigmoid, tanh, and their slopes
  //
  // $$\text{ReLU}(x) = \max(x, 0), \qquad \sigma(x) = \frac{1}{1 + e^{-x}}, \qquad
  // \tanh x = 2\sigma(2x) - 1$$
  //
  // What matters for training is the slope: each layer multiplies the gradient by it. The library
  // differentiates for us: we track $x$, sum the values, and ask for the gradient.
  //
  // **Predict:** how steep is the sigmoid where it is steepest?

  // %%
  var guessSlope = predict("the largest slope of the sigmoid", 1.0);

  // %%
  Tensor t = Tensor.linspace(-6, 6, 241).requiresGrad();
  double[] tAxis = t.toDoubleArray();
  var shapes = Chart.of("Functions").axes("x", "f(x)").yRange(-1.2, 3);
  var slopes = Chart.of("Slopes").axes("x", "f'(x)");
  Map<String, double[]> slope = new TreeMap<>();
  for (var activation : List.of(Relu.of(), Sigmoid.of(), Tanh.of())) {
    Tensor f = activation.forward(t, Mode.inference());
    slope.put(activation.name(), f.sum().backward().of(t).toDoubleArray());
    shapes.line(activation.name(), tAxis, f.toDoubleArray());
    slopes.line(activation.name(), tAxis, slope.get(activation.name()));
  }
  show(FigureGrid.of(shapes, slopes));
  double steepest = Arrays.stream(slope.get("sigmoid")).max().orElse(0);
  guessSlope.reveal(steepest);
  boolean formula = true;
  for (int i = 0; i < tAxis.length; i++) {
    double s = 1 / (1 + StrictMath.exp(-tAxis[i]));
    formula &= close(slope.get("sigmoid")[i], s * (1 - s), 1e-6);
  }
  claim("the slope of the sigmoid is σ(1 - σ), a quarter at most", formula && steepest == 0.25);
  claim(
      "the slope of ReLU is 0 or 1, nothing else",
      Arrays.stream(slope.get("relu")).allMatch(v -> v == 0 || v == 1));

  // %% [markdown]
  // Two things to see. The sigmoid *saturates*: 5 away from 0 its slope is below 1 %, and a
  // neuron that is sure learns no more. ReLU has slope 1 wherever it is on, however large $x$
  // gets. At $x = 0$ it has a corner and no derivative; one takes 0 there and nobody notices, as
  // no number is exactly 0. So "continuously differentiable" is an ideal; the most used
  // activation does not reach it. (GELU and SiLU are smooth relatives: `Gelu.of()`, `Silu.of()`.)

  // %% [markdown]
  // ## 4. Gradients through twenty layers
  //
  // Backpropagation (lesson 14) carries the gradient from the last layer to the first. At each
  // layer it is multiplied by the weights and by the slope of the activation. Twenty factors
  // below 1 make it **vanish**, and the first layers do not learn; twenty factors above 1 make it
  // **explode**.
  //
  // We measure it. Twenty layers of 64 neurons, 256 random events, weights as they are first drawn.
  // For each layer: how large are the signals that come out, and how large are the gradients that
  // come back to it?
  //
  // **Predict:** with sigmoids, by what factor is the gradient of the first layer smaller than that
  // of the last? Give the power of ten: -3 for a thousandth.

  // %%
  var guessPower = predict("power of ten of the sigmoid's gradient, first over last layer", -3);

  // %%
  var flows = new LinkedHashMap<String, double[][]>();
  flows.put("sigmoid, Glorot", flow(Sigmoid.of(), Init.GLOROT_NORMAL, 1));
  flows.put("tanh, Glorot", flow(Tanh.of(), Init.GLOROT_NORMAL, 1));
  flows.put("ReLU, Glorot", flow(Relu.of(), Init.GLOROT_NORMAL, 1));
  flows.put("ReLU, He", flow(Relu.of(), Init.HE_NORMAL, 1));
  flows.put("ReLU, twice He", flow(Relu.of(), Init.HE_NORMAL, 2));

  double[] layer = Chart.range(1, 20, 20);
  var signals = Chart.of("Size of the signals").axes("layer", "root mean square").size(680, 300);
  var gradients =
      Chart.of("Size of the gradients").axes("layer", "root mean square").size(680, 300);
  flows.forEach((name, flow) -> {
    signals.line(name, layer, flow[0]);
    gradients.line(name, layer, flow[1]);
  });
  show(
      FigureGrid.of(
          1, List.of(signals.logY().yRange(1e-14, 1e6), gradients.logY().yRange(1e-14, 1e6))));

  Map<String, Double> firstOverLast = new TreeMap<>();
  flows.forEach((name, flow) -> {
    firstOverLast.put(name, flow[1][0] / flow[1][19]);
    say("%-16s first layer's gradient / last layer's: %8.1e", name, flow[1][0] / flow[1][19]);
  });
  guessPower.reveal((int) Math.floor(StrictMath.log10(firstOverLast.get("sigmoid, Glorot"))));

  // %% [markdown]
  // - **Sigmoid**: the slope is a quarter at most, so twenty layers cost up to $4^{20} \approx
  //   10^{12}$. Nothing arrives at the first layers.
  // - **tanh** has slope 1 at 0, and Glorot's weights (variance $2 / (n_{in} + n_{out})$) keep the
  //   size of signals and gradients there. It loses a little where it saturates.
  // - **ReLU** passes half of its inputs, so with Glorot's weights the square of a signal is halved
  //   at every layer: $2^{-20/2} \approx 10^{-3}$ over twenty. He's weights, of twice the variance,
  //   make good for exactly that, and all layers get gradients of the same size.
  // - With weights twice as large as He's everything doubles at each layer, half a million times in
  //   all, and training begins with an explosion.

  // %%
  double kept = firstOverLast.get("ReLU, He");
  double halved = firstOverLast.get("ReLU, Glorot") * StrictMath.pow(2, 19 / 2.0);
  double doubled = firstOverLast.get("ReLU, twice He") / StrictMath.pow(2, 19);
  claim("through sigmoids the gradient vanishes", firstOverLast.get("sigmoid, Glorot") < 1e-9);
  claim("with ReLU and He's weights it keeps its size", kept > 0.3 && kept < 3);
  claim("with tanh and Glorot's it nearly does", firstOverLast.get("tanh, Glorot") > 0.01);
  claim("ReLU and Glorot's lose a factor √2 per layer", halved > 0.3 && halved < 3);
  claim("weights twice as large gain a factor 2 per layer", doubled > 0.3 && doubled < 3);

  // %% [markdown]
  // Does it matter for learning? Two networks with ten hidden layers learn the peak of part 1, by
  // Adam, with the same number of steps. One has sigmoids in its hidden layers, one has ReLU. A
  // loss of $\ln 2 = 0.693$ means that nothing was learned.

  // %%
  var held =
      events(Arrays.copyOfRange(scaled, n, 2 * n), 1, Arrays.copyOfRange(isSignal, n, 2 * n));
  var deepLosses = Chart.of("Ten hidden layers").axes("epoch", "loss of test events");
  double[] lastLoss = new double[2];
  int place = 0;
  for (Activation hidden : List.of(Sigmoid.of(), Relu.of())) {
    var layers = new ArrayList<Layer>();
    for (int l = 0; l < 10; l++) {
      layers.add(Linear.of(l == 0 ? 1 : 16, 16, hidden.init()));
      layers.add(hidden);
    }
    layers.add(Linear.of(16, 1));
    var history =
        Trainer.of(Sequential.of(layers), new BinaryCrossEntropy(), new Adam(3e-3))
            .fit(training, held, TrainingConfig.epochs(30).withPatience(0).withThreads(threads()));
    double[] epoch = history.epochs().stream().mapToDouble(Epoch::number).toArray();
    double[] loss = history.epochs().stream().mapToDouble(Epoch::validationLoss).toArray();
    deepLosses.line(hidden.name(), epoch, loss);
    lastLoss[place++] = loss[loss.length - 1];
  }
  show(deepLosses.horizontal(StrictMath.log(2)));
  say("loss after 30 epochs: sigmoid %.3f, ReLU %.3f", lastLoss[0], lastLoss[1]);
  claim("the deep sigmoid network has learned nothing", lastLoss[0] > 0.68);
  claim("the deep ReLU network has learned", lastLoss[1] < 0.5);

  // %% [markdown]
  // ## 5. Which activation belongs where
  //
  // The slide says of ReLU and sigmoid: "often used for regression/classification respectively".
  // Taken at its word that would be wrong: a regression with a ReLU at its end can never say a
  // negative number. It becomes right when one asks *where* in the network:
  //
  // | place | activation | because |
  // |---|---|---|
  // | hidden layers, any task | ReLU or a relative | gradients pass (part 4) |
  // | output of a regression | none: linear | the answer may be any number |
  // | output of a classification, two classes | sigmoid | the answer is a probability, in (0, 1) |
  // | output of a classification, more classes | softmax | probabilities that add up to 1 |
  // | output of a regression of something positive | softplus or exp | a width, a rate of events |
  //
  // **A regression.** A particle crosses a wire of 20 cm, and the charge divides between both ends.
  // From the two charges a network learns where it was, between -10 and 10 cm. Three networks that
  // differ at the output alone, each the best of three starts (a ReLU at the output may also die
  // altogether and say 0 to everything):

  // %%
  int crossings = 800;
  double[] ends = new double[2 * crossings];
  double[] position = new double[crossings];
  for (int i = 0; i < crossings; i++) {
    Rng hit = Rng.of(8).child(i);
    position[i] = 20 * hit.uniform(0) - 10;
    double charge = 0.8 + 0.4 * hit.uniform(1);
    ends[2 * i] = charge * (10 - position[i]) / 20 + 0.01 * hit.child(1).normal(0);
    ends[2 * i + 1] = charge * (10 + position[i]) / 20 + 0.01 * hit.child(1).normal(1);
  }
  double[] tens = Arrays.stream(position).map(z -> z / 10).toArray();
  var hits = events(ends, 2, tens);
  var endings = new LinkedHashMap<String, Layer>();
  endings.put("linear", Identity.of());
  endings.put("ReLU", Relu.of());
  endings.put("sigmoid", Sigmoid.of());
  var said = new ArrayList<Chart>();
  Map<String, Double> resolution = new TreeMap<>();
  endings.forEach((name, ending) -> {
    var net =
        Sequential.of(
            Linear.of(2, 16), Relu.of(), Linear.of(16, 16), Relu.of(), Linear.of(16, 1), ending);
    double least = Double.POSITIVE_INFINITY;
    double[] z = new double[crossings];
    for (int seed = 1; seed <= 3; seed++) {
      double loss = train(net, new MeanSquaredError(), hits, 80, seed);
      if (loss < least) {
        least = loss;
        z = Arrays.stream(output(net, ends, 2)).map(v -> 10 * v).toArray();
      }
    }
    double[] off = new double[crossings];
    for (int i = 0; i < crossings; i++) {
      off[i] = z[i] - position[i];
    }
    resolution.put(name, rms(off));
    say("%-8s output: off by %.2f cm (root mean square)", name, rms(off));
    said.add(
        Chart.of("output " + name)
            .axes("true position [cm]", "said [cm]")
            .size(300, 280)
            .yRange(-12, 12)
            .points("", Arrays.copyOf(position, 200), Arrays.copyOf(z, 200), 1.5));
  });
  show(FigureGrid.of(said.toArray(Chart[]::new)));
  claim(
      "a regression wants a linear output: others cut off half of the answers",
      resolution.get("ReLU") > 10 * resolution.get("linear")
          && resolution.get("sigmoid") > 10 * resolution.get("linear"));

  // %% [markdown]
  // **A classification.** With a sigmoid at the end and the binary cross-entropy as loss, what
  // comes out is not just any score: it is the *probability* of signal. We check it on the 2000
  // test events of the peak. Among those with a score near 0.8, eight of ten should be signal:

  // %%
  double[] mean = new double[5];
  double[] share = new double[5];
  double[] uncertain = new double[5];
  for (int bin = 0; bin < 5; bin++) {
    double count = 0;
    for (int i = 0; i < n; i++) {
      if ((int) Math.min(4, 5 * scores[1][i]) == bin) {
        count++;
        mean[bin] += scores[1][i];
        share[bin] += signal[i] ? 1 : 0;
      }
    }
    mean[bin] /= count;
    share[bin] /= count;
    uncertain[bin] = Math.sqrt(Math.max(share[bin] * (1 - share[bin]), 1 / count) / count);
  }
  show(
      Chart.of("The score is a probability")
          .axes("score", "share of signal")
          .function("as it should be", 0, 1, v -> v)
          .errors("2000 test events", mean, share, uncertain));
  boolean calibrated = true;
  for (int bin = 0; bin < 5; bin++) {
    calibrated &= Math.abs(mean[bin] - share[bin]) < 0.03 + 3 * uncertain[bin];
  }
  claim("a sigmoid output, trained by cross-entropy, says probabilities", calibrated);

  // %% [markdown]
  // In this library the last layer of a classifier is linear all the same, and `BinaryCrossEntropy`
  // applies the sigmoid itself: $\log\sigma(x)$ computed in one piece stays exact where $\sigma(x)$
  // alone has been rounded to 0 or 1. It is a sigmoid output, written in a safer way.

  // %% [markdown]
  // ## Exercise: a derivative by hand
  //
  // Softplus, $\log(1 + e^x)$, is a ReLU with a rounded corner. What is its derivative? Write it
  // as a function of $x$, with `StrictMath.exp` or with the sigmoid's formula. It will be
  // compared with what the library differentiates.

  // %% [exercise]
  DoubleUnaryOperator derivative = v -> Double.NaN; // your formula, of v
  exercise(
      "the derivative of softplus",
      () -> derivative,
      yoursAt -> {
        if (Double.isNaN(yoursAt.applyAsDouble(0))) {
          return "differentiate log(1 + e^v): the inner derivative is e^v";
        }
        Tensor v = Tensor.linspace(-4, 4, 33).requiresGrad();
        double[] right = v.softplus().sum().backward().of(v).toDoubleArray();
        for (int i = 0; i < 33; i++) {
          double yours = yoursAt.applyAsDouble(v.toDoubleArray()[i]);
          if (!close(yours, right[i], 1e-5)) {
            return text(
                "at %.2f yours is %.4f, and it should be %.4f; have you seen that curve before?",
                v.toDoubleArray()[i], yours, right[i]);
          }
        }
        return "";
      });

  // %% [solution]
  // DoubleUnaryOperator derivative = v -> 1 / (1 + StrictMath.exp(-v)); // the sigmoid!
  // exercise(
  //     "the derivative of softplus",
  //     () -> derivative.applyAsDouble(0.3),
  //     d -> {
  //       Tensor v = Tensor.of(new float[] {0.3f}).requiresGrad();
  //       return close(d, v.softplus().sum().backward().of(v).item(), 1e-5) ? "" : "not so";
  //     });

  // %% [markdown]
  // ## Exercise: choose the output
  //
  // For each task write the output that belongs there: `"linear"`, `"sigmoid"`, `"softmax"` or
  // `"softplus"`.

  // %% [exercise]
  String isHiggs = ""; // is this event a Higgs boson or not?
  String particleKind = ""; // electron, muon, pion, kaon or proton?
  String momentumX = ""; // the x component of a momentum, in GeV
  String expectedJets = ""; // how many jets are expected, the mean of a Poisson distribution
  exercise(
      "outputs for four tasks",
      () -> List.of(isHiggs, particleKind, momentumX, expectedJets),
      answers -> {
        var right = List.of("sigmoid", "softmax", "linear", "softplus");
        var hints =
            List.of(
                "one probability, between 0 and 1",
                "five probabilities that add up to 1",
                "it may be negative",
                "a mean number is positive, and has no upper end");
        for (int i = 0; i < 4; i++) {
          if (!answers.get(i).equals(right.get(i))) {
            return "task " + (i + 1) + ": " + hints.get(i);
          }
        }
        return "";
      });

  // %% [solution]
  // String isHiggs = "sigmoid";
  // String particleKind = "softmax";
  // String momentumX = "linear";
  // String expectedJets = "softplus";
  // exercise(
  //     "outputs for four tasks",
  //     () -> List.of(isHiggs, particleKind, momentumX, expectedJets),
  //     a -> a.equals(List.of("sigmoid", "softmax", "linear", "softplus")) ? "" : "not so");

  // %% [markdown]
  // ## References
  //
  // - G. Cybenko, *Approximation by superpositions of a sigmoidal function*, Math. Control Signals
  //   Systems 2 (1989) 303, doi:10.1007/BF02551274
  // - K. Hornik, *Approximation capabilities of multilayer feedforward networks*, Neural Networks 4
  //   (1991) 251, doi:10.1016/0893-6080(91)90009-T
  // - M. Leshno et al., *Multilayer feedforward networks with a nonpolynomial activation function
  //   can approximate any function*, Neural Networks 6 (1993) 861
  // - X. Glorot, Y. Bengio, *Understanding the difficulty of training deep feedforward neural
  //   networks*, AISTATS 2010
  // - X. Glorot, A. Bordes, Y. Bengio, *Deep sparse rectifier neural networks*, AISTATS 2011
  // - K. He et al., *Delving deep into rectifiers*, arXiv:1502.01852
  //
  // Next: **14. Backpropagation**, how the gradients are computed.
}
