// %% [markdown]
// # 9. Autograd: derivatives without pencil
//
// Training needs the derivative of one number, the loss, by each of perhaps a million parameters.
// Nobody works them out by hand. A tensor that *requires a gradient* records its operations,
// and `backward()` applies the chain rule to that record, from the loss back to the parameters.
// That is *automatic differentiation*: no finite differences, no formula manipulation, exact but
// for rounding.
//
// The chapter follows *Automatic Differentiation with `torch.autograd`* of PyTorch's tutorial. How
// `backward()` does it, node by node, is lesson 14; here we use it, in the end for something every
// physicist needs: the uncertainty of a mass, and a calibration.

// %%
import static org.jpsi.lessons.Lesson.*;

import java.util.function.*;
import org.jpsi.core.random.*;
import org.jpsi.core.tensor.*;
import org.jpsi.report.*;

void main() {
  // %% [markdown]
  // ## Tensors, functions, and the computational graph
  //
  // The smallest network: five inputs, three outputs, parameters $w$ and $b$, and a loss.
  //
  // $$z = x\,w + b, \qquad
  //   L = \frac{1}{3} \sum_j \left[\log(1 + e^{z_j}) - y_j z_j\right]$$
  //
  // This is the binary cross-entropy of the lecture with $\hat y = 1/(1 + e^{-z})$ put in;
  // $\log(1 + e^{z})$ is called *softplus*. What we want derivatives by gets `requiresGrad()`,
  // which is PyTorch's `requires_grad=True`.

  // %%
  var x = Tensor.ones(5); // input
  var y = Tensor.zeros(3); // expected output
  var w = Tensor.normal(Shape.of(5, 3), Rng.of(1).child("w"), 0).requiresGrad();
  var b = Tensor.normal(Shape.of(3), Rng.of(1).child("b"), 0).requiresGrad();
  var z = x.matmul(w).add(b);
  var loss = z.softplus().sub(y.mul(z)).mean();
  say("z = %s, loss = %.4f", z, loss.item());

  // %% [markdown]
  // While these lines ran, each result kept a link to the operation and the tensors that made it.
  // Together the links are a graph. Values flow to the right; derivatives will come back from right
  // to left. Blue are the leaves we may ask about.

  // %%
  show(
      Diagram.of("loss = mean(softplus(z) - y z), z = x w + b")
          .spacing(121, 74)
          .box("x", 0, 0, "x", "[5]")
          .colored("w", 0, 1, "#cfe3f2", "w", "[5, 3]")
          .colored("b", 0, 2, "#cfe3f2", "b", "[3]")
          .box("matmul", 1, 0.5, "matmul")
          .box("add", 2, 1, "+")
          .box("z", 3, 1, "z", "[3]")
          .box("y", 3, 2, "y", "[3]")
          .box("bce", 4.2, 1.5, "cross-entropy")
          .box("loss", 5.4, 1.5, "loss", "[]")
          .arrow("x", "matmul", "")
          .arrow("w", "matmul", "")
          .arrow("matmul", "add", "")
          .arrow("b", "add", "")
          .arrow("add", "z", "")
          .arrow("z", "bce", "")
          .arrow("y", "bce", "")
          .arrow("bce", "loss", ""));

  // %% [markdown]
  // ## Computing gradients
  //
  // The chain rule by hand, for once: $\partial L / \partial z_j = (\sigma(z_j) - y_j) / 3$, and
  // since $z_j = \sum_i x_i w_{ij} + b_j$ with all $x_i = 1$,
  // $\partial L / \partial w_{ij} = \partial L / \partial b_j = \partial L / \partial z_j$.
  //
  // **Predict first.** How many different numbers are among the 15 of $\partial L / \partial w$?

  // %%
  var guess = predict("different numbers in dL/dw", 15);
  var gradients = loss.backward();
  show(gradients.of(w));
  show(gradients.of(b));
  var rows = new TreeSet<Float>();
  for (float g : gradients.of(w).toArray()) {
    rows.add(g);
  }
  guess.reveal(rows.size());
  var byHand = z.sigmoid().sub(y).div(3);
  claim(
      "backward() is the chain rule",
      gradients.of(b).sub(byHand).abs().max().item() < 1e-6
          && gradients.of(w).sub(byHand).abs().max().item() < 1e-6);

  // %% [markdown]
  // In PyTorch `loss.backward()` *adds* the derivatives into `w.grad`, so one has to call
  // `zero_grad()` before the next one, and forgets it once in every project. Here `backward()`
  // returns them: `Gradients` is a value like any other. There is nothing to zero, and calling it
  // again gives the same.
  //
  // **Predict first.** In PyTorch the second call gives twice the first. Here?

  // %%
  var again = predict("second backward() over the first, here", 2.0);
  var second = loss.backward();
  again.reveal((double) (second.of(b).get(0) / gradients.of(b).get(0)));
  claim(
      "gradients do not pile up", Arrays.equals(second.of(w).toArray(), gradients.of(w).toArray()));

  // %% [markdown]
  // Only leaves that require a gradient get one. Of what lies between, such as $z$, none is kept,
  // and the message says so:

  // %%
  try {
    gradients.of(z);
  } catch (IllegalArgumentException e) {
    say("refused: %s", e.getMessage());
  }

  // %% [markdown]
  // ## Disabling gradient tracking
  //
  // Remembering costs memory. In PyTorch one wraps the use of a trained network in
  // `torch.no_grad()`. Here a result remembers only if an operand requires a gradient, so plain
  // tensors never do. And `detach()` cuts the record: the same numbers, a constant from here on.
  // That is how a parameter is frozen.

  // %%
  var frozen = w.detach();
  var onlyB = x.matmul(frozen).add(b).softplus().mean().backward();
  say("with w frozen, dL/db = %s", onlyB.of(b));
  say("and dL/dw = %s", onlyB.of(w).sum(0));
  try {
    x.matmul(frozen).sum().backward();
  } catch (IllegalArgumentException e) {
    say("refused: %s", e.getMessage());
  }
  claim(
      "the frozen weight has no gradient, the bias has the one it had",
      onlyB.of(w).abs().max().item() == 0
          && Arrays.equals(onlyB.of(b).toArray(), gradients.of(b).toArray()));

  // %% [markdown]
  // ## A value used twice
  //
  // Where a value goes two ways, its derivative is the **sum** over both. The graph of
  // $f = q\,(q + 3)$ with $q = 2u$, at $u = 1$:
  //
  // - forward: $q = 2$, $s = q + 3 = 5$, $f = 10$
  // - backward: $\partial f/\partial s = q = 2$. To $q$ comes $s = 5$ directly, and $2 \cdot 1$
  //   through $s$: together 7. Then $\partial f/\partial u = 7 \cdot 2 = 14$.
  //
  // Numbers on arrows are the derivatives that come back along them.

  // %%
  var u = Tensor.scalar(1).requiresGrad();
  var q = u.mul(2);
  var f = q.mul(q.add(3));
  float df = f.backward().of(u).item();
  show(
      Diagram.of("f = q (q + 3), q = 2 u: values, and derivatives of f")
          .spacing(140, 90)
          .colored("u", 0, 1, "#cfe3f2", "u = 1", "df/du = 14")
          .box("q", 1.2, 1, "q = 2 u = 2", "df/dq = 5 + 2")
          .box("s", 2.4, 0, "s = q + 3 = 5", "df/ds = 2")
          .box("f", 3.6, 1, "f = q s = 10", "df/df = 1")
          .arrow("u", "q", "7 · 2")
          .arrow("q", "s", "2 · 1")
          .arrow("s", "f", "2")
          .arrow("q", "f", "5"));
  say("f = %.0f, df/du = %.0f", f.item(), df);
  claim("both ways count", df == 14);

  // %% [markdown]
  // ## Gradients of sums, and of what is broadcast
  //
  // $\partial \sum_i t_i / \partial t_i = 1$; of the mean it is $1/n$. Broadcasting in reverse is a
  // sum: a number that went to three places gets three derivatives.

  // %%
  var t = Tensor.of(new float[] {1, 2, 3}).requiresGrad();
  var c = Tensor.scalar(2).requiresGrad();
  say("of the sum:  %s", t.sum().backward().of(t));
  say("of the mean: %s", t.mean().backward().of(t));
  say("of c in sum(c t): %s, the sum of t", c.mul(t).sum().backward().of(c));
  claim("broadcast forward, summed backward", c.mul(t).sum().backward().of(c).item() == 6);

  // %% [markdown]
  // ## Tensor gradients and Jacobian products
  //
  // `backward()` starts from a scalar. If $y = f(x)$ is a vector, all derivatives make a matrix,
  // the Jacobian $J_{ij} = \partial y_i / \partial x_j$, which for a layer of 512 to 512 is
  // never written out. What the chain rule needs is only the product $v^T J$ with some vector
  // $v$: `y.backward(v)`. With $v$ a unit vector it picks one row.
  //
  // PyTorch's example, $y = (x + 1)^2$ on a $4 \times 5$ matrix, transposed:

  // %%
  var inp = Tensor.eye(5).slice(0, 0, 4).requiresGrad();
  var out = inp.add(1).square().transpose();
  show(out.backward(Tensor.ones(out.shape())).of(inp));

  // %% [markdown]
  // ### What physicists need Jacobians for
  //
  // Propagation of uncertainties: $\sigma_m^2 = \sum_i (\partial m / \partial p_i)^2 \sigma_i^2$
  // for independent errors. A $Z$ decays to two muons, the detector measures six momentum
  // components, each to 1 %. How well does it know the mass? The function, once and for all, for
  // any number of events `[events, 6]`:
  //
  // $$m^2 = (E_1 + E_2)^2 - |\vec p_1 + \vec p_2|^2, \qquad E = \sqrt{p^2 + m_\mu^2}$$

  // %%
  UnaryOperator<Tensor> mass =
      six -> {
        var p1 = six.slice(1, 0, 3);
        var p2 = six.slice(1, 3, 6);
        float mu2 = 0.10566f * 0.10566f;
        var e = p1.square().sum(1).add(mu2).sqrt().add(p2.square().sum(1).add(mu2).sqrt());
        return e.square().sub(p1.add(p2).square().sum(1)).sqrt();
      };
  var momenta = Tensor.of(new float[] {40, 20, 15, -38, -16, 12}, 1, 6).requiresGrad(); // GeV
  var m = mass.apply(momenta);
  var dm = m.backward(Tensor.ones(1)).of(momenta);
  var sigma = momenta.detach().abs().mul(0.01f);
  double sigmaM = Math.sqrt(dm.mul(sigma).square().sum().item());
  say("m = %.2f GeV, dm/dp = %s", m.item(), dm);
  say("sigma(m) = %.3f GeV by derivatives", sigmaM);

  // %% [markdown]
  // The other way is toy Monte Carlo: smear the momenta 20,000 times, look at the spread. It costs
  // 20,000 evaluations instead of one backward pass, and shows whether a straight line is good
  // enough.
  //
  // *Try:* an error of 30 % instead of 1 % (`0.01f` in the line of `sigma`). Which is right then?

  // %%
  var noise = Tensor.normal(Shape.of(20_000, 6), Rng.of(3), 0);
  var smeared = mass.apply(momenta.detach().add(noise.mul(sigma)));
  double spread = smeared.std().item();
  say("spread of 20,000 smeared masses: %.3f GeV", spread);
  show(
      Chart.of("The mass, smeared")
          .axes("mass [GeV]", "toys")
          .histogram(
              "toys", smeared.toDoubleArray(), m.item() - 4 * sigmaM, m.item() + 4 * sigmaM, 60)
          .vertical(m.item() - sigmaM)
          .vertical(m.item() + sigmaM));
  claim("derivatives and toys agree within 3 %", Math.abs(spread / sigmaM - 1) < 0.03);

  // %% [markdown]
  // ## Is a gradient right?
  //
  // Ours are tested against PyTorch and finite differences. When you write a layer or a loss of
  // your own, check it too: `GradCheck` nudges each input up and down by 1/16 and compares (with
  // the error of that step removed; see its documentation). About $10^{-4}$ or less is right:
  // float32 has no more digits to compare. A function with a kink inside the step is not for it.

  // %%
  double error =
      GradCheck.largestError(
          in -> in[0].mul(in[1]).sigmoid().add(in[0].square()).sum(),
          Tensor.of(new float[] {0.5f, -1, 2}),
          Tensor.of(new float[] {1, 0.25f, -0.5f}));
  double kink = GradCheck.largestError(in -> in[0].abs(), Tensor.scalar(0.01f));
  say("a smooth function: %.1e; |x| at 0.01: %.1e", error, kink);
  claim("gradients agree with finite differences", error < 1e-3 && kink > 0.1);

  // %% [markdown]
  // ## Gradient descent by hand: one calibration constant
  //
  // Electrons of known energy $E$ from a test beam leave a signal $s$ in a calorimeter, in
  // counts. We want the $c$ of $E \approx c\,s$. The loss is the mean square, and one step of
  // gradient descent
  //
  // $$c \leftarrow c - r \frac{\partial L}{\partial c}, \qquad
  //   L = \frac{1}{n} \sum_j (c\,s_j - E_j)^2$$
  //
  // The true constant is 0.025 GeV per count; noise is 5 % of each signal. We count signals in
  // thousands, so that all numbers are of order one: then $c$ should come out near 25.

  // %%
  int n = 500;
  var beam = Tensor.uniform(Shape.of(n), Rng.of(4), 0).mul(90).add(10); // E in GeV
  var jitter = Tensor.normal(Shape.of(n), Rng.of(5), 0).mul(0.05f).add(1);
  var signal = beam.div(25).mul(jitter); // thousands of counts
  DoubleFunction<Tensor> lossOf =
      at -> Tensor.scalar((float) at).mul(signal).sub(beam).square().mean();

  // %% [markdown]
  // **Predict first.** We start at $c = 5$ with rate $r = 0.05$. After how many steps is $c$ within
  // 1 % of where it ends?

  // %%
  var steps = predict("steps to 1 %", 100);
  float rate = 0.05f;
  int most = 30;
  double[] path = new double[most + 1];
  double[] losses = new double[most + 1];
  float constant = 5;
  for (int i = 0; i <= most; i++) {
    var leaf = Tensor.scalar(constant).requiresGrad();
    var l = leaf.mul(signal).sub(beam).square().mean();
    path[i] = constant;
    losses[i] = l.item();
    constant -= rate * l.backward().of(leaf).item();
  }
  int reached = 0;
  while (Math.abs(path[reached] / path[most] - 1) > 0.01) {
    reached++;
  }
  steps.reveal(reached);
  double closed = signal.dot(beam).item() / signal.square().sum().item();
  say("gradient descent: c = %.4f, closed form (sum s E / sum s^2): %.4f", path[most], closed);
  show(
      Chart.of("The loss, and the way down")
          .axes("c [GeV per 1000 counts]", "mean square error [GeV²]")
          .function("loss", 0, 50, at -> lossOf.apply(at).item())
          .points("steps", path, losses, 3)
          .path("steps", path, losses)
          .vertical(closed));
  claim("it ends where the closed form is", close(path[most], closed, 1e-3));

  // %% [markdown]
  // The steps get shorter by themselves, for the slope does. *Try* `rate = 0.1f`: it jumps from
  // side to side. At which rate does it run away? (Look at the curvature: $L'' =
  // 2\,\overline{s^2}$, and with a rate above $2 / L''$ each step ends farther out than it
  // began.)

  // %% [markdown]
  // ## Exercise 1: by pencil
  //
  // $f(v) = v\,\sigma(v)$, the SiLU activation, with $\sigma'(v) = \sigma(v)(1 - \sigma(v))$. Work
  // out $f'(1)$ with $\sigma(1) = 0.7311$, to three decimals. The library computes it to check you.

  // %% [exercise]
  double slope = Double.NaN; // your number

  exercise(
      "the derivative of v sigmoid(v) at 1",
      () -> slope,
      g -> {
        var v = Tensor.scalar(1).requiresGrad();
        double expected = v.mul(v.sigmoid()).backward().of(v).item();
        if (close(g, expected, 6e-4)) {
          return "";
        }
        return close(g, 0.1966, 1e-3)
            ? "that is sigma'(1) alone: v is used twice, so two terms add up"
            : "product rule: one term from v, one from sigma(v)";
      });

  // %% [solution]
  // double slope = 0.7311 + 1 * 0.7311 * (1 - 0.7311); // 0.9277
  //
  // exercise(
  //     "the derivative of v sigmoid(v) at 1",
  //     () -> slope,
  //     g -> close(g, 0.9277, 6e-4) ? "" : "product rule: two terms");

  // %% [markdown]
  // ## Exercise 2: one step
  //
  // On a parabola a single step can end at the bottom. Which rate does that, from any start?
  // Compute it from `signal`, with tensor operations, as one `double`.

  // %% [exercise]
  DoubleSupplier best = () -> Double.NaN; // your line

  exercise(
      "a rate that needs one step",
      () -> best.getAsDouble(),
      r -> {
        if (Double.isNaN(r)) {
          return "there is no answer yet; where is the slope of a parabola zero?";
        }
        var leaf = Tensor.scalar(5).requiresGrad();
        float g = leaf.mul(signal).sub(beam).square().mean().backward().of(leaf).item();
        double after = 5 - r * g;
        return close(after, closed, 0.01)
            ? ""
            : String.format(
                Locale.ROOT,
                "from c = 5 your step ends at %.2f, the bottom is at %.2f; the slope is L'' times"
                    + " the distance",
                after,
                closed);
      });

  // %% [solution]
  // DoubleSupplier best = () -> 1 / (2 * signal.square().mean().item());
  //
  // exercise(
  //     "a rate that needs one step",
  //     () -> best.getAsDouble(),
  //     r -> {
  //       var leaf = Tensor.scalar(5).requiresGrad();
  //       float g = leaf.mul(signal).sub(beam).square().mean().backward().of(leaf).item();
  //       return close(5 - r * g, closed, 0.01) ? "" : "it does not end at the bottom";
  //     });

  // %% [markdown]
  // ## More
  //
  // - PyTorch, *Learn the Basics: Automatic Differentiation*,
  //   pytorch.org/tutorials/beginner/basics/autogradqs_tutorial
  // - A. G. Baydin, B. A. Pearlmutter, A. A. Radul, J. M. Siskind, *Automatic differentiation in
  //   machine learning: a survey*, JMLR 18 (2018) 153, arXiv:1502.05767
  // - Lesson 14, `backpropagation`, opens the box; lesson 16, `optimizers`, walks better than this
}
