// %% [markdown]
// # 12. The forward pass
//
// *Evaluation consists of matrix algebra*, says the slide. This lesson takes it at its word: the
// same small network four times,
//
// 1. on paper,
// 2. with arrays and loops,
// 3. with products of matrices,
// 4. with the library,
//
// and the numbers must be equal, in the end to the last bit. Then a batch of events, outputs that
// are vectors, and how much arithmetic it all is.

// %%
import static org.jpsi.lessons.Lesson.*;

import java.util.function.*;
import org.jpsi.core.nn.*;
import org.jpsi.core.random.*;
import org.jpsi.core.tensor.*;
import org.jpsi.report.*;

void main() {
  // %% [markdown]
  // ## 1. On paper
  //
  // A track and a cluster in the calorimeter: is it an electron or a pion? Two features, both
  // brought to mean 0 and spread 1: $x_1$, energy over momentum, and $x_2$, the width of the
  // shower. An electron leaves all its energy, in a narrow shower. A network with a hidden layer
  // of three nodes, "2-3-1", whose weights somebody has found already:
  //
  // $$W_1 = \begin{pmatrix} 1 & -2 \\ 0.5 & 1 \\ -1 & 0.5 \end{pmatrix}, \quad
  //   b_1 = \begin{pmatrix} 0.5 \\ -0.5 \\ 0.25 \end{pmatrix}, \qquad
  //   W_2 = \begin{pmatrix} 2 & -1 & -1 \end{pmatrix}, \quad b_2 = 0.5$$
  //
  // Row $i$ of $W_1$ holds the weights of the arrows that end at hidden node $i$. At each node
  // the incoming values times their weights are summed, the bias is added, and an activation
  // function is applied: ReLU, $\max(0, a)$, in the hidden layer; sigmoid, $1 / (1 + e^{-z})$,
  // at the end.
  //
  // For $x = (1, 0.5)$:
  //
  // $$a = W_1 x + b_1
  //   = \begin{pmatrix} 1 \cdot 1 - 2 \cdot 0.5 + 0.5 \\ 0.5 \cdot 1 + 1 \cdot 0.5 - 0.5 \\
  //     -1 \cdot 1 + 0.5 \cdot 0.5 + 0.25 \end{pmatrix}
  //   = \begin{pmatrix} 0.5 \\ 0.5 \\ -0.5 \end{pmatrix}, \qquad
  //   h = \max(0, a) = \begin{pmatrix} 0.5 \\ 0.5 \\ 0 \end{pmatrix}$$
  //
  // **Predict first**, with a pencil: $z = W_2 h + b_2$, which the sigmoid will turn into a
  // probability.

  // %%
  var guess = predict("z for x = (1, 0.5)", 0.0);

  // %% [markdown]
  // ## 2. With arrays and loops
  //
  // For each node a sum over its inputs. That is all a network does.

  // %%
  float[][] w1 = {{1, -2}, {0.5f, 1}, {-1, 0.5f}};
  float[] b1 = {0.5f, -0.5f, 0.25f};
  float[] w2 = {2, -1, -1};
  float b2 = 0.5f;

  float[] event = {1, 0.5f};
  float[] a = new float[3];
  float[] h = new float[3];
  float z = b2;
  for (int i = 0; i < 3; i++) {
    a[i] = b1[i];
    for (int j = 0; j < 2; j++) {
      a[i] += w1[i][j] * event[j];
    }
    h[i] = Math.max(0, a[i]);
    z += w2[i] * h[i];
  }
  double score = 1 / (1 + StrictMath.exp(-z));
  float[] onPaper = {0.5f, 0.5f, -0.5f};
  guess.reveal((double) z);
  say("a = %s, h = %s, z = %.2f, sigmoid(z) = %.4f", Tensor.of(a), Tensor.of(h), z, score);
  claim("the loops give what the paper gives", z == 1 && Arrays.equals(a, onPaper));

  // %% [markdown]
  // Drawn with its weights on the arrows, and the values of this event in the nodes. The third
  // hidden node is off: whatever arrow leaves it carries a zero.

  // %%
  var drawing =
      Diagram.of("2-3-1, for x = (1, 0.5)")
          .spacing(210, 115)
          .box("x0", 0, 0.2, "x1 = 1", "E/p")
          .box("x1", 0, 1.8, "x2 = 0.5", "width");
  for (int i = 0; i < 3; i++) {
    String sum = String.format(Locale.ROOT, "bias %+.2f, a%d = %.2f", b1[i], i + 1, a[i]);
    String value = String.format(Locale.ROOT, "h%d = %.2f", i + 1, h[i]);
    drawing.colored("h" + i, 1, i, h[i] > 0 ? "#cfe3f2" : "#e6e8ec", value, sum);
  }
  drawing.colored("z", 2, 1, "#fbe3d2", "z = 1.00", "bias +0.50", "score 0.73");
  for (int i = 0; i < 3; i++) {
    for (int j = 0; j < 2; j++) {
      double where = i == 2 - 2 * j ? 0.75 : 0.35; // the two that cross all others
      drawing.arrow("x" + j, "h" + i, String.format(Locale.ROOT, "%+.1f", w1[i][j]), where);
    }
    drawing.arrow("h" + i, "z", String.format(Locale.ROOT, "%+.0f", w2[i]));
  }
  show(drawing);

  // %% [markdown]
  // ## 3. With products of matrices
  //
  // Events are rows here, as in every table, so $x$ stands on the left and the weights are
  // transposed: $h = \mathrm{ReLU}(x\,W_1^T + b_1)$, with $x$ of shape `[1, 2]`, $W_1^T$ of `[2,
  // 3]` and $h$ of `[1, 3]`. The inner sizes must be equal, and disappear.

  // %%
  var weight1 = Tensor.of(w1); // [3, 2]
  var weight2 = Tensor.of(w2, 1, 3); // [1, 3]
  UnaryOperator<Tensor> byMatrices =
      x -> {
        var hidden = x.matmul(weight1.transpose()).add(Tensor.of(b1)).relu();
        return hidden.matmul(weight2.transpose()).add(b2);
      };
  var one = Tensor.of(event, 1, 2);
  say("z = %s, score = %s", byMatrices.apply(one), byMatrices.apply(one).sigmoid());
  claim("matrices give what the loops give", byMatrices.apply(one).item() == z);

  // %% [markdown]
  // ## 4. With the library
  //
  // `Linear` is $x\,W^T + b$; here with weights that are known. `Linear.of(2, 3)` would draw random
  // ones, for training.

  // %%
  var net = Sequential.of(Linear.of(w1, b1), Relu.of(), Linear.of(new float[][] {w2}, b2));
  show(net);
  float byLibrary = net.forward(one, Mode.inference()).item();
  say("z = %.2f", byLibrary);
  claim("four ways, one number", byLibrary == z);

  // %% [markdown]
  // ## A batch is one more axis
  //
  // Nothing changes for many events: $x$ of shape `[events, 2]` gives `[events, 1]`. The weights
  // are read once for all of them, which is why batches are fast.

  // %%
  var events = Tensor.of(new float[] {1, 0.5f, 0, 0, -1.5f, 1, 2, -1, 0.25f, -0.5f}, 5, 2);
  var batch = net.forward(events, Mode.inference());
  say("%s to %s", events.shape(), batch.shape());
  show(batch.sigmoid());

  // %% [markdown]
  // And over the whole plane of $(x_1, x_2)$, 60 x 60 events at once. Blue is "electron", and the
  // straight kinks are the places where a hidden node turns on or off: between them the network is
  // a plane.

  // %%
  double[] axis = Chart.range(-3, 3, 60);
  double[] grid = new double[2 * 60 * 60];
  for (int i = 0; i < 3600; i++) {
    grid[2 * i] = axis[i % 60];
    grid[2 * i + 1] = axis[i / 60];
  }
  float[] plane = net.forward(Tensor.of(grid, 3600, 2), Mode.inference()).sigmoid().toArray();
  double[][] scores = new double[60][60];
  for (int i = 0; i < 3600; i++) {
    scores[i / 60][i % 60] = plane[i];
  }
  show(
      Chart.of("The score of 3600 events")
          .axes("x1, E/p", "x2, width of the shower")
          .divergingHeat(axis, axis, scores, 0, 1)
          .contours(axis, axis, scores, 0.5)
          .points("the event", new double[] {1}, new double[] {0.5}, 4));

  // %% [markdown]
  // *Try:* other weights. With `w2 = {2, -1, -4}` the third node speaks up; where does the picture
  // change, and why only there?
  //
  // ## Scalar and vector outputs
  //
  // *It takes a vector as input and returns a scalar or vector*, says the recap. Only the last
  // layer decides which. On the same three hidden nodes:
  //
  // | task | last layer | then |
  // |---|---|---|
  // | two classes | 3 to 1 | sigmoid: one probability |
  // | several: electron, muon, pion | 3 to 3 | softmax, $p_k = e^{z_k} / \sum_j e^{z_j}$ |
  // | regression: energy and angle | 3 to 2 | nothing: any number is possible |

  // %%
  var hidden = Sequential.of(Linear.of(w1, b1), Relu.of());
  var features = hidden.forward(events, Mode.inference());
  var classes = Linear.of(new float[][] {{1, 2, -1}, {0, -1, 1}, {-1, 0.5f, 2}}, 0, 0.5f, 0);
  var targets = Linear.of(new float[][] {{20, 5, -3}, {0.1f, -0.2f, 0.3f}}, 40, 0);

  var p = classes.forward(features, Mode.inference()).softmax();
  say("probabilities of electron, muon, pion:");
  show(p);
  say("their sums: %s", p.sum(1));
  say("energy [GeV] and angle [rad]:");
  show(targets.forward(features, Mode.inference()));
  claim("probabilities of an event sum to one", p.sum(1).sub(1).abs().max().item() < 1e-6);

  // %% [markdown]
  // ## Equal to the last bit?
  //
  // The weights above are such that float32 holds every sum exactly. With weights as training finds
  // them, each sum is rounded, and the order of rounding counts. Our loop began with the bias; the
  // library adds products first, in order, each by one *fused multiply-add*, $fl(s + w x)$ with a
  // single rounding (`Math.fma`), and the bias last.
  //
  // A net as in this field, 28-64-64-64-1, random weights, 200 events. **Predict first:** of 200
  // scores, how many differ, if only by a bit, when the loop begins with the bias and rounds twice?

  // %%
  var differ = predict("of 200 scores, different in some bit", 0);
  int[] sizes = {28, 64, 64, 64, 1};
  var higgs =
      Sequential.of(
          Linear.of(28, 64),
          Relu.of(),
          Linear.of(64, 64),
          Relu.of(),
          Linear.of(64, 64),
          Relu.of(),
          Linear.of(64, 1));
  higgs.initialize(Rng.of(3));
  higgs.parameters().stream()
      .filter(b -> b.name().endsWith("bias"))
      .forEach(b -> b.set(Tensor.normal(b.shape(), Rng.of(4).child(b.name()), 0).toArray()));
  var x = Tensor.normal(Shape.of(200, 28), Rng.of(5), 0);
  float[] library = higgs.forward(x, Mode.inference()).toArray();

  BiFunction<float[], Boolean, Float> byLoops =
      (in, fused) -> {
        float[] value = in;
        for (int layer = 0; layer < 4; layer++) {
          float[] weight = higgs.parameters().get(2 * layer).tensor().toArray();
          float[] bias = higgs.parameters().get(2 * layer + 1).tensor().toArray();
          float[] next = new float[sizes[layer + 1]];
          for (int i = 0; i < next.length; i++) {
            float sum = fused ? 0 : bias[i];
            for (int j = 0; j < value.length; j++) {
              float w = weight[i * value.length + j];
              sum = fused ? Math.fma(value[j], w, sum) : sum + w * value[j];
            }
            sum = fused ? sum + bias[i] : sum;
            next[i] = layer < 3 ? Math.max(0, sum) : sum;
          }
          value = next;
        }
        return value[0];
      };
  int plain = 0;
  int exact = 0;
  double worst = 0;
  for (int i = 0; i < 200; i++) {
    float[] in = x.select(0, i).toArray();
    float rounded = byLoops.apply(in, false);
    plain += rounded != library[i] ? 1 : 0;
    exact += byLoops.apply(in, true) != library[i] ? 1 : 0;
    worst = Math.max(worst, Math.abs(rounded - library[i]));
  }
  differ.reveal(plain);
  say("rounded in another order: %d differ, at most by %.1e", plain, worst);
  say("rounded in the same order: %d differ", exact);
  claim("another order of rounding changes bits, not physics", plain > 100 && worst < 1e-4);
  claim("the same order gives the same bits", exact == 0);

  // %% [markdown]
  // That is why Jpsi fixes the order of every sum: the same model gives the same scores on a laptop
  // and on the grid, and an event's score does not depend on the events beside it.

  // %%
  boolean alone = true;
  for (int i = 0; i < 200; i++) {
    alone &= higgs.forward(x.slice(0, i, i + 1), Mode.inference()).item() == library[i];
  }
  claim("200 events at once or one by one: the same bits", alone);

  // %% [markdown]
  // ## How much arithmetic is it?
  //
  // A layer from $n$ to $m$ multiplies $n \cdot m$ times per event. **Predict first:** all
  // layers of 28-64-64-64-1 together?

  // %%
  var count = predict("multiplications per event", 220);
  int multiplications = 28 * 64 + 64 * 64 + 64 * 64 + 64;
  count.reveal(multiplications);
  int parameters = higgs.parameters().stream().mapToInt(b -> b.shape().count()).sum();
  say(
      "%d multiplications, and %d parameters: one per multiplication, and the biases",
      multiplications, parameters);
  claim("nearly all of it is in the middle", 2 * 64 * 64 > 0.8 * multiplications);

  // %% [markdown]
  // 100,000 events are 1.0 billion multiplications with as many additions. How long does that
  // take, with one core? Three rounds in pieces of 1000 events; the first is usually the
  // slowest, for the JVM still compiles what it finds itself doing often. (Times differ from run
  // to run; lines with a clock are not compared with earlier ones.)

  // %%
  var many = Tensor.normal(Shape.of(100_000, 28), Rng.of(6), 0);
  var pieces = new ArrayList<Tensor>();
  var watch = stopwatch();
  for (int round = 1; round <= 3; round++) {
    pieces.clear();
    for (int from = 0; from < 100_000; from += 1000) {
      pieces.add(higgs.forward(many.slice(0, from, from + 1000), Mode.inference()));
    }
    watch.lap("round " + round + ", 100,000 events");
  }
  var whole = higgs.forward(many, Mode.inference());
  claim(
      "in pieces or in one: the same bits",
      Arrays.equals(whole.toArray(), Tensor.concat(0, pieces).toArray()));

  // %% [markdown]
  // ## Exercise 1: another event
  //
  // $x = (0, 1)$ in the small network of the beginning: $E/p$ as usual, a wide shower. Work out $z$
  // on paper.

  // %% [exercise]
  double answer = Double.NaN; // your z

  exercise(
      "z for x = (0, 1)",
      () -> answer,
      it -> {
        float right = net.forward(Tensor.of(new float[] {0, 1}, 1, 2), Mode.inference()).item();
        if (close(it, right, 1e-6)) {
          return "";
        }
        if (close(it, -3.75, 1e-6)) {
          return "the first hidden node's sum is negative: what does ReLU make of it?";
        }
        return close(it, 1 / (1 + StrictMath.exp(-right)), 1e-3)
            ? "that is the score; z is before the sigmoid"
            : "the sums of the hidden nodes are (-1.5, 0.5, 0.75); go on from there";
      });

  // %% [solution]
  // double answer = 2 * 0 - 1 * 0.5 - 1 * 0.75 + 0.5; // -0.75
  //
  // exercise("z for x = (0, 1)", () -> answer, it -> close(it, -0.75, 1e-6) ? "" : "not -0.75");

  // %% [markdown]
  // ## Exercise 2: a layer by yourself
  //
  // Write $\mathrm{ReLU}(x\,W^T + b)$ for any shapes that fit, with `matmul`, `transpose`, `add`
  // and `relu`. It is tried with a layer of 28 to 64.

  // %% [exercise]
  record Dense(Tensor weight, Tensor bias) {
    Tensor forward(Tensor x) {
      return x; // your line
    }
  }

  exercise(
      "a layer of your own",
      () -> {
        var of = higgs.parameters();
        return new Dense(of.get(0).tensor(), of.get(1).tensor()).forward(x);
      },
      y -> {
        var right = Sequential.of(higgs.layers().subList(0, 2)).forward(x, Mode.inference());
        if (!y.shape().equals(right.shape())) {
          return "the shape is " + y.shape() + ", expected " + right.shape();
        }
        if (y.min().item() < 0) {
          return "there are negative numbers: relu() is missing";
        }
        return y.sub(right).abs().max().item() < 1e-5
            ? ""
            : "the shape is right, the numbers are not";
      });

  // %% [solution]
  // record Dense(Tensor weight, Tensor bias) {
  //   Tensor forward(Tensor x) {
  //     return x.matmul(weight.transpose()).add(bias).relu();
  //   }
  // }
  //
  // exercise(
  //     "a layer of your own",
  //     () -> {
  //       var of = higgs.parameters();
  //       return new Dense(of.get(0).tensor(), of.get(1).tensor()).forward(x);
  //     },
  //     y ->
  //         Sequential.of(higgs.layers().subList(0, 2))
  //                     .forward(x, Mode.inference())
  //                     .sub(y)
  //                     .abs()
  //                     .max()
  //                     .item()
  //                 < 1e-5
  //             ? ""
  //             : "the numbers differ");

  // %% [markdown]
  // ## More
  //
  // - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning* (MIT Press, 2016), chapter 6
  // - M. Nielsen, *Neural Networks and Deep Learning* (2015), chapter 2
  // - How the products are made fast with the order of every sum fixed: `docs/engine.md`
  // - Lesson 13, `activations`: why the ReLU is needed; lesson 14: the way back
}
