// %% [markdown]
// # 8. Build the model
//
// A network is a list of layers; a layer is a function of tensors with parameters. This lesson
// takes the 512-512 network of PyTorch's tutorial apart, layer by layer, with three images in
// hand, then writes a layer that is in no library. It follows the chapter *Build the Neural
// Network*; training comes in lesson 10.
//
// The images: 28 x 28 cells of a calorimeter seen from the side, with one of ten kinds of particles
// in it. A cell shows $\sqrt{E / \mathrm{GeV}}$, at most 1.

// %%
import static org.jpsi.lessons.Lesson.*;

import java.util.function.*;
import org.jpsi.core.nn.*;
import org.jpsi.core.random.*;
import org.jpsi.core.tensor.*;
import org.jpsi.lab.sim.*;
import org.jpsi.report.*;

// %% [markdown]
// ## Get device for training
//
// In PyTorch the first lines ask which device there is: CUDA, MPS or the CPU; and every tensor has
// to be sent there. Here there is nothing to ask. Jpsi computes on the CPU, with its vector unit
// (4 to 16 numbers at a time) and as many threads as a training plan says. Networks on tables of
// events are small, some ten thousand parameters, and a CPU does them well; networks a thousand
// times as large want a GPU, and another library. Neither the width of the vector unit nor the
// number of threads changes a bit of the result.
//
// ## Define the class
//
// In Python one derives from `nn.Module`, makes the layers in `__init__` and writes `forward`. In
// Java one writes a class that *implements* `Layer`, which asks for four things: the output for an
// input, the parameters, the width of the output, and a description. The flattening of an image
// and the stack of layers are the tutorial's.

// %%
final class NeuralNetwork implements Layer {
  final Sequential linearReluStack =
      Sequential.of(
          Linear.of(28 * 28, 512), Relu.of(), Linear.of(512, 512), Relu.of(), Linear.of(512, 10));

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor flat = x.reshape(-1, 28 * 28); // -1: as many as there are
    return linearReluStack.forward(flat, mode);
  }

  @Override
  public List<Parameter> parameters() {
    return linearReluStack.parameters();
  }

  @Override
  public void initialize(Rng rng) {
    linearReluStack.initialize(rng);
  }

  @Override
  public Shape outputs(Shape inputs) {
    return Shape.of(10);
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of("neuralNetwork", Map.of());
  }
}

// %% [markdown]
// ## A layer of your own
//
// Used at the end of the lesson. A physicist knows a number that the network would have to find out
// from 784 pixels: the sum of all energies, $\sum_i x_i^2$ here. This layer appends it to the
// pixels, times a `gain` that is learned. Composed of operations on tensors, it needs no derivative
// written by hand.

// %%
final class AppendEnergy implements Layer {
  final Parameter gain = Parameter.of("gain", Shape.of(1));

  AppendEnergy() {
    gain.set(new float[] {0.1f});
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor energy = x.square().axes(1).keepDims().sum(); // [events, 1]
    return Tensor.concat(1, List.of(x, energy.mul(gain.tensor())));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(gain);
  }

  @Override
  public Shape outputs(Shape inputs) {
    return inputs.with(-1, inputs.size(-1) + 1);
  }

  @Override
  public LayerSpec spec() {
    return LayerSpec.of("appendEnergy", Map.of());
  }
}

void main() {
  // %% [markdown]
  // An object of the class, and its layers:

  // %%
  var model = new NeuralNetwork();
  model.initialize(Rng.of(1));
  show(model.linearReluStack);

  // %% [markdown]
  // To use it, call `forward`. Its second argument says what for: `Mode.inference()` here; a
  // training passes its own, which layers such as dropout need to know. (PyTorch keeps that as a
  // hidden switch of the model, `model.eval()`, and one forgets it.)
  //
  // One image of random numbers, as in the tutorial:

  // %%
  var X = Tensor.uniform(Shape.of(1, 28, 28), Rng.of(2), 0);
  var logits = model.forward(X, Mode.inference());
  var probabilities = logits.softmax();
  int predicted = (int) probabilities.argMax(1).item();
  say("logits: %s", logits);
  say(
      "predicted class: %d, %s, with probability %.2f",
      predicted, Showers.CLASSES.get(predicted), probabilities.max().item());
  claim("noise gets a name with more than one tenth", probabilities.max().item() > 0.105);

  // %% [markdown]
  // It names a particle in pure noise, and the largest probability is above one tenth. A network
  // always answers.
  //
  // ## An untrained network on real images
  //
  // **Predict first.** 2000 images, 200 of each kind. In what part of them will this untrained
  // network be right?

  // %%
  var guess = predict("right answers of the untrained network, of 2000", 0);
  var showers = Showers.of(1);
  var images = Tensor.of(showers.images(0, 2000), 2000, 784);
  int[] labels = showers.labels(0, 2000);
  float[] answers = model.forward(images, Mode.inference()).argMax(1).toArray();
  int right = 0;
  double[] named = new double[10];
  for (int i = 0; i < 2000; i++) {
    right += (int) answers[i] == labels[i] ? 1 : 0;
    named[(int) answers[i]]++;
  }
  guess.reveal(right);
  show(
      Chart.of("What it calls them")
          .axes("", "images")
          .size(760, 300)
          .bars(Showers.CLASSES, named));
  claim("it knows nothing yet: less than a quarter is right", right < 500);
  claim("it has its favourites all the same", Arrays.stream(named).max().getAsDouble() > 400);

  // %% [markdown]
  // ## Model layers
  //
  // A mini-batch of three images, to look at what each layer does to it:

  // %%
  int[] chosen = new int[3];
  int found = 0;
  for (String kind : List.of("electron", "muon", "neutral pion")) {
    int label = Showers.CLASSES.indexOf(kind);
    int at = 0;
    while (labels[at] != label) {
      at++;
    }
    chosen[found++] = at;
  }
  var three = images.rows(Tensor.of(new float[] {chosen[0], chosen[1], chosen[2]}));
  var batch = three.reshape(3, 28, 28);
  say("input images: %s", batch.shape());

  double[] cells = Chart.range(0, 27, 28);
  var pictures = new ArrayList<Figure>();
  for (int i = 0; i < 3; i++) {
    double[][] rows = new double[28][28];
    for (int r = 0; r < 28; r++) {
      for (int c = 0; c < 28; c++) {
        rows[27 - r][c] = batch.get(i, r, c);
      }
    }
    String kind = Showers.CLASSES.get(labels[chosen[i]]);
    pictures.add(Chart.of(kind).bare().size(220, 220).heat(cells, cells, rows));
  }
  show(FigureGrid.of(3, pictures));

  // %% [markdown]
  // **Flatten** (`nn.Flatten`): from `[3, 28, 28]` to `[3, 784]`. A fully connected network does
  // not know which pixels are neighbours: put all images through the same shuffling of pixels,
  // and it would learn as well.

  // %%
  var flat = batch.reshape(3, 28 * 28);
  say("flattened: %s", flat.shape());

  // %% [markdown]
  // **Linear** (`nn.Linear`): $x W^T + b$, every output a weighted sum of all 784 pixels. Here
  // to 20 numbers only, so that they can be printed.

  // %%
  var layer1 = Linear.of(28 * 28, 20);
  layer1.initialize(Rng.of(5));
  var hidden1 = layer1.forward(flat, Mode.inference());
  say("hidden: %s", hidden1.shape());
  show(hidden1.slice(1, 0, 6));

  // %% [markdown]
  // **ReLU** (`nn.ReLU`): $\max(0, x)$. Without something like it, stacked linear layers would
  // be one linear layer; lesson 13 shows it.

  // %%
  var activated = Relu.of().forward(hidden1, Mode.inference());
  show(activated.slice(1, 0, 6));
  double off = activated.eq(0).mean().item();
  say("%.0f %% of the nodes are off", 100 * off);
  claim("ReLU turns some nodes off and lets others through", off > 0.2 && off < 0.8);

  // %% [markdown]
  // **Sequential** (`nn.Sequential`): layers one after the other, a layer itself. Widths that do
  // not fit are told with the layer where it happens:

  // %%
  var seqModules = Sequential.of(layer1, Relu.of(), Linear.of(20, 10));
  var out = seqModules.forward(flat, Mode.inference());
  say("sequential: %s", out.shape());
  try {
    Sequential.of(layer1, Relu.of(), Linear.of(30, 10)).forward(flat, Mode.inference());
  } catch (IllegalArgumentException e) {
    say("refused: %s", e.getMessage());
  }

  // %% [markdown]
  // **Softmax** (`nn.Softmax`): the last layer's outputs, *logits*, are any numbers; softmax
  // makes them positive and sum to one, $p_k = e^{z_k} / \sum_j e^{z_j}$. Losses take logits and
  // do this themselves, more exactly, so no network of ours ends in a softmax layer.

  // %%
  var pred = out.softmax();
  say("sums: %s", pred.sum(1));
  claim("each event's probabilities sum to one", pred.sum(1).sub(1).abs().max().item() < 1e-6);
  claim(
      "softmax does not depend on a number added to all logits",
      out.add(100).softmax().sub(pred).abs().max().item() < 1e-5);

  // %% [markdown]
  // ## Model parameters
  //
  // Everything that training will change. Names say where a parameter is: `2.weight` belongs to
  // layer 2 of the list above; PyTorch would call it the same.
  //
  // **Predict first.** How many numbers are there in 784-512-512-10?

  // %%
  var count = predict("parameters of 784-512-512-10", 100_000);
  int all = 0;
  for (Parameter each : model.parameters()) {
    float[] values = each.tensor().toArray();
    say("%-9s %-10s begins %+.4f %+.4f", each.name(), each.shape(), values[0], values[1]);
    all += values.length;
  }
  count.reveal(all);
  claim(
      "weights and biases, layer by layer",
      all == 784 * 512 + 512 + 512 * 512 + 512 + 512 * 10 + 10);

  // %% [markdown]
  // Weights and biases were drawn uniformly within $1 / \sqrt{n_{in}}$, as PyTorch draws them:
  // their variance is $1 / (3 n_{in})$. The standard deviation of the first layer should be
  // $\sqrt{1/(3 \cdot 784)} = 0.0206$:

  // %%
  var weights = model.parameters().getFirst().tensor();
  say("standard deviation of 0.weight: %.4f", weights.std().item());
  show(
      Chart.of("First weights")
          .axes("weight", "how many of 401,408")
          .histogram("", weights.toDoubleArray(), -0.2, 0.2, 80));
  claim("as PyTorch draws them", close(weights.std().item(), Math.sqrt(1 / 3.0 / 784), 2e-4));

  // %% [markdown]
  // *Try:* another seed in `model.initialize(Rng.of(1))` and run on. The favourites change, the
  // number of right answers hardly: all of it was chance.
  //
  // ## Your own layer at work
  //
  // `AppendEnergy`, from the top of this lesson. It fits between others, its parameter is found,
  // and its gradient follows from the operations it is made of: finite differences agree.

  // %%
  var append = new AppendEnergy();
  var own = Sequential.of(append, Linear.of(785, 32), Relu.of(), Linear.of(32, 10));
  own.initialize(Rng.of(2));
  show(own);
  var energies = append.forward(flat, Mode.inference()).select(1, -1);
  say("0.1 times the sums of energies: %s GeV", energies);
  double error =
      GradCheck.largestError(
          in -> append.forward(in[0], Mode.inference()),
          Tensor.normal(Shape.of(3, 4), Rng.of(9), 0));
  say("by its input: largest error %.0e", error);
  var loss = own.forward(flat, Mode.inference()).square().sum();
  float dGain = loss.backward().of(append.gain).item();
  DoubleUnaryOperator lossAt =
      gain -> {
        append.gain.set(new float[] {(float) gain});
        return own.forward(flat, Mode.inference()).square().sum().item();
      };
  double difference = (lossAt.applyAsDouble(0.11) - lossAt.applyAsDouble(0.09)) / 0.02;
  append.gain.set(new float[] {0.1f});
  say("by the gain, through two more layers: %.3f, finite difference %.3f", dGain, difference);
  claim("the gradient by the input is right", error < 1e-3);
  claim("and so is the one by the gain", close(dGain, difference, 0.02 * Math.abs(dGain)));

  // %% [markdown]
  // ## Side by side
  //
  // | PyTorch | here |
  // |---|---|
  // | `class NeuralNetwork(nn.Module)` | `class NeuralNetwork implements Layer` |
  // | `nn.Flatten()` | `x.reshape(-1, 784)` |
  // | `nn.Linear(784, 512)` | `Linear.of(784, 512)` |
  // | `nn.ReLU()`, `nn.Softmax(dim=1)` | `Relu.of()`, `Softmax.of()` |
  // | `nn.Sequential(a, b)` | `Sequential.of(a, b)` |
  // | `model(x)` after `model.eval()` | `model.forward(x, Mode.inference())` |
  // | `model(x)` after `model.train()` | `model.forward(x, new Mode.Training(rng, 0))` |
  // | `model.named_parameters()` | `model.parameters()`, each with its `name()` |
  // | `.to(device)` | nothing |

  // %% [markdown]
  // ## Exercise 1: count
  //
  // Parameters of 784-128-64-10, weights and biases.

  // %% [exercise]
  int parameters = 0; // your number, or how to compute it

  exercise(
      "parameters of 784-128-64-10",
      () -> parameters,
      n -> {
        if (n == 109_386) {
          return "";
        }
        return n == 109_184
            ? "those are the weights; each output has a bias as well"
            : "a layer from n to m has n m weights and m biases; you have " + n;
      });

  // %% [solution]
  // int parameters = 784 * 128 + 128 + 128 * 64 + 64 + 64 * 10 + 10;
  //
  // exercise("parameters of 784-128-64-10", () -> parameters, n -> n == 109_386 ? "" : "not yet");

  // %% [markdown]
  // ## Exercise 2: build
  //
  // A network for these images, 784 numbers in and 10 out, with two hidden layers or more, ReLU
  // between them, and at most 60,000 parameters.

  // %% [exercise]
  Supplier<Sequential> mine = () -> Sequential.of(Linear.of(784, 10)); // your layers

  exercise(
      "a small network",
      () -> mine.get(),
      net -> {
        int size = net.parameters().stream().mapToInt(p -> p.shape().count()).sum();
        var shape = net.forward(flat, Mode.inference()).shape();
        long bends = net.layers().stream().filter(layer -> layer instanceof Relu).count();
        if (!shape.equals(Shape.of(3, 10))) {
          return "three images give " + shape + ", expected [3, 10]";
        }
        if (net.layers().getLast() instanceof Relu) {
          return "a ReLU at the end would cut off all negative logits";
        }
        if (bends < 2) {
          return "two hidden layers need two ReLUs, yours has " + bends;
        }
        return size > 60_000 ? size + " parameters are too many: where do most of them sit?" : "";
      });

  // %% [solution]
  // Supplier<Sequential> mine =
  //     () ->
  //         Sequential.of(
  //             Linear.of(784, 64), Relu.of(), Linear.of(64, 32), Relu.of(), Linear.of(32, 10));
  //
  // exercise(
  //     "a small network",
  //     () -> mine.get(),
  //     net -> {
  //       int size = net.parameters().stream().mapToInt(p -> p.shape().count()).sum();
  //       boolean fits = net.outputs(Shape.of(784)).equals(Shape.of(10));
  //       return size <= 60_000 && fits ? "" : size + " parameters";
  //     });

  // %% [markdown]
  // ## More
  //
  // - PyTorch, *Learn the Basics: Build the Neural Network*,
  //   pytorch.org/tutorials/beginner/basics/buildmodel_tutorial
  // - K. He, X. Zhang, S. Ren, J. Sun, *Delving deep into rectifiers*, ICCV 2015, arXiv:1502.01852:
  //   how weights should begin
  // - All layers there are, and a layer of your own: `docs/guide.md`
}
