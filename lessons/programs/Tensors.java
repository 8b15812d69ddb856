// %% [markdown]
// # 5. Tensors
//
// A *tensor* is a block of numbers with a shape: a list of energies, a table of events, a stack of
// images. Inputs, weights and outputs of a network are all tensors, so they are what one has to be
// fluent in first. If you know NumPy's arrays or PyTorch's tensors, you know nearly everything
// here: the chapter has the order of *Tensors* in PyTorch's tutorial *Learn the Basics*, and the
// lecture took its first exercise from there.
//
// At the end we compute the mass of 20,000 muon pairs in three lines, and see what 32 bits per
// number can hold and what they cannot.
//
// *New to Java?* `var x = ...` makes a variable, `x.add(y)` calls the operation `add` of `x`, a
// statement ends with `;`, and `//` begins a remark. That is all you need here. Run a cell with
// Shift+Enter.

// %%
import static org.jpsi.lessons.Lesson.*;

import java.io.*;
import java.nio.file.*;
import java.util.function.*;
import org.jpsi.core.random.*;
import org.jpsi.core.table.*;
import org.jpsi.core.tensor.*;
import org.jpsi.formats.npy.*;
import org.jpsi.lab.sim.*;
import org.jpsi.report.*;

void main() throws IOException {
  // %% [markdown]
  // ## Initializing a tensor
  //
  // **Directly from data**, nested as deep as you like. Three calorimeter cells of two events:

  // %%
  double[][] cells = {{12.5, 3.25, 0.5}, {40, 8, 1.75}};
  var energy = Tensor.of(cells); // GeV
  show(energy);

  // %% [markdown]
  // **From an array.** A tensor is one plain Java array read in rows, and a shape. The array is
  // used as it is, not copied: it is the same memory, as with `torch.from_numpy`.

  // %%
  float[] array = {1, 2, 3, 4, 5, 6};
  var matrix = Tensor.of(array, 2, 3);
  show(matrix);
  array[0] = 100; // the tensor sees it, so better leave such an array alone
  say("after array[0] = 100 the tensor's first element is %.0f", matrix.get(0, 0));
  array[0] = 1;

  // %% [markdown]
  // **From another tensor**, that is in its shape: `ones_like` and `rand_like` in PyTorch.
  //
  // Random numbers come from a generator with a seed, `Rng.of(seed)`. Number $i$ of a seed is a
  // function of both and nothing else, so you get the numbers printed below on any machine.

  // %%
  show(Tensor.ones(energy.shape()));
  show(Tensor.uniform(energy.shape(), Rng.of(1), 0)); // the last number: begin with number 0

  // %% [markdown]
  // **With random or constant values**, the shape given as numbers or as a `Shape`:

  // %%
  show(Tensor.zeros(2, 3));
  show(Tensor.arange(5));
  show(Tensor.linspace(0, 1, 5));
  show(Tensor.normal(Shape.of(2, 3), Rng.of(3), 0)); // mean 0, standard deviation 1

  // %% [markdown]
  // ## Attributes of a tensor
  //
  // A tensor has a shape and a count of elements. There are two attributes of PyTorch that it has
  // not: no `dtype`, because the numbers are always `float32` (more on that below), and no
  // `device`, because they lie in the computer's main memory. Jpsi computes on the CPU, whose
  // *vector unit* takes 4 to 16 numbers at a time.

  // %%
  say(
      "shape %s, so %d axes and %d elements",
      energy.shape(), energy.shape().rank(), energy.count());

  // %% [markdown]
  // ## Operations on tensors
  //
  // An operation gives a **new** tensor and leaves its operands alone. There are no operations *in
  // place* (PyTorch has them, with an underscore at the end, and discourages their use: they
  // destroy what a gradient needs later).
  //
  // **Indexing and slicing** count from 0, and from the end where negative, as in NumPy:
  //
  // | NumPy, PyTorch | here | |
  // |---|---|---|
  // | `x[1, 2]` | `x.get(1, 2)` | one number |
  // | `x[1]` | `x.select(0, 1)` | row 1: index 1 of axis 0, which disappears |
  // | `x[:, -1]` | `x.select(1, -1)` | the last column |
  // | `x[:, 0:2]` | `x.slice(1, 0, 2)` | columns 0 and 1: from 0 to before 2 |
  // | `x[::2]` | `x.slice(0, 0, n, 2)` | every second row |
  // | `x[[2, 0]]` | `x.rows(Tensor.of(new float[] {2, 0}))` | rows by number |
  // | `np.where(c, x, y)` | `x.where(c, y)` | `x` where `c` is not 0, else `y` |

  // %%
  var x = Tensor.arange(12).reshape(3, 4);
  show(x);
  say("x[1, 2] is %.0f, x[-1, -1] is %.0f", x.get(1, 2), x.get(-1, -1));
  say("row 1: %s, last column: %s", x.select(0, 1), x.select(1, -1));
  show(x.slice(1, 0, 2));
  show(x.where(x.gt(4), 0)); // what is not above 4 becomes 0: a noise cut

  // %% [markdown]
  // **Joining** along an axis they have (`concat`, in PyTorch `cat`) or along a new one (`stack`):

  // %%
  var two = Tensor.arange(4).reshape(2, 2);
  show(Tensor.concat(1, List.of(two, two.mul(10), two.mul(100))));
  say("stacked: %s", Tensor.stack(0, List.of(two, two, two)).shape());

  // %% [markdown]
  // **Arithmetic.** `mul` multiplies element by element, `matmul` is the product of matrices,
  // $C_{ij} = \sum_k A_{ik} B_{kj}$. To confuse them is a beginner's favourite, and for square
  // matrices nobody complains.
  //
  // **Predict first.** Which number stands at the lower right of `a.matmul(a)`?

  // %%
  var guess = predict("lower right of the matrix product", 16);
  var a = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
  say("a.mul(a), element by element:");
  show(a.mul(a));
  say("a.matmul(a), rows times columns:");
  show(a.matmul(a));
  guess.reveal((int) a.matmul(a).get(1, 1));
  claim("mul and matmul differ", a.mul(a).get(1, 1) == 16 && a.matmul(a).get(1, 1) == 22);

  // %% [markdown]
  // **Single-element tensors** become a plain number by `item()`. `sum`, `mean`, `max` and their
  // like take the axes along which they go; those disappear. Without axes they take all elements.

  // %%
  say("energy of each event: %s GeV", energy.sum(1));
  say("mean of each cell: %s GeV", energy.mean(0));
  double total = energy.sum().item();
  say("all together: %.1f GeV", total);

  // %% [markdown]
  // ## Broadcasting
  //
  // Shapes need not be equal. They are laid side by side **from the last axis on**; where one has
  // size 1, or no axis at all, it is repeated. So a row is added to every row of a table, and a
  // column with a row makes a table.
  //
  // **Predict first.** A column of 4, shape `[4, 1]`, plus a row of 3, shape `[3]`?

  // %%
  var shape = predict("shape of [4, 1] + [3]", "[4, 1]");
  var column = Tensor.arange(4).reshape(4, 1).mul(10);
  var row = Tensor.arange(3);
  show(column.add(row));
  shape.reveal(column.add(row).shape().toString());

  // %% [markdown]
  // Calibration, for example: each cell has a factor of its own. And what does not fit is refused,
  // with both shapes in the message:

  // %%
  show(energy.mul(Tensor.of(new float[] {1.1f, 0.95f, 2})));
  try {
    energy.mul(Tensor.of(new float[] {1.1f, 0.95f}));
  } catch (IllegalArgumentException e) {
    say("refused: %s", e.getMessage());
  }

  // %% [markdown]
  // *Try:* give the row of factors the shape `[2, 1]` instead (`.reshape(2, 1)` behind
  // `Tensor.of(...)` in the line of the two factors). What does it mean now?
  //
  // ## What float32 means
  //
  // A `float32` has 24 binary digits, about 7 decimal ones, wherever its point is. Networks need no
  // more: their inputs are measured far worse. But one has to know three things.
  //
  // **1. Whole numbers are exact up to $2^{24} = 16\,777\,216$, and no further.** So an event
  // number does not belong into a tensor.

  // %%
  say("2^24 + 1 as float32 is %.0f", Tensor.of(new double[] {16_777_217}).item());

  // %% [markdown]
  // **2. Small things added to a large one get lost.** Count thirty million events by adding one at
  // a time.
  //
  // **Predict first.** What does the counter show?

  // %%
  var counted = predict("thirty million times counter += 1", 30_000_000);
  float counter = 0;
  for (int i = 0; i < 30_000_000; i++) {
    counter += 1;
  }
  counted.reveal((int) counter);
  double right = Tensor.ones(30_000_000).sum().item();
  say("Tensor.sum() of thirty million ones: %.0f", right);
  claim("a float32 counter stops at 2^24", counter == 16_777_216);
  claim("sum() adds in float64 and rounds once", right == 30_000_000);

  // %% [markdown]
  // **3. A small difference of large numbers has few digits left.** A muon's mass from its energy
  // and momentum, $m^2 = E^2 - p^2$, is such a difference: at $E = 1$ TeV the two terms are
  // $10^6\ \mathrm{GeV}^2$, their difference is $0.011\ \mathrm{GeV}^2$, and a float32 near $10^6$
  // comes in steps of 0.06.

  // %%
  var metric = Tensor.of(new float[] {1, -1, -1, -1});
  double[] worst = new double[4];
  for (int i = 0; i < 4; i++) {
    var muon = FourVector.of(StrictMath.pow(10, i), 0.5, 0.3, 0.10566); // pt, eta, phi, mass
    var four = Tensor.of(new double[] {muon.e(), muon.px(), muon.py(), muon.pz()});
    double m2 = four.square().mul(metric).sum().item();
    worst[i] = Math.abs(m2 / (0.10566 * 0.10566) - 1);
    say(
        "pT = %4.0f GeV: m^2 = %9.6f GeV^2 in float32, %.6f in float64",
        muon.pt(), m2, muon.mass2());
  }
  claim("at 1 GeV the muon's mass is there", worst[0] < 1e-3);
  claim("at 1 TeV nothing is left of it", worst[3] > 1);

  // %% [markdown]
  // Hence the rule of this library: tensors are float32, sums over events and all figures of merit
  // are float64, and masses are computed before the events become float32.
  //
  // ## Four-vectors: physics in three lines
  //
  // 20,000 generated pairs of muons. Each muon is a four-vector $(E, p_x, p_y, p_z)$, so the sample
  // is two tensors of shape `[events, 4]`. (The loop turns what a detector measures, $p_T$, $\eta$
  // and $\phi$, into four-vectors.)

  // %%
  int events = 20_000;
  Table pairs = Generator.of("dimuon", 1).table(events);
  show(pairs);
  IntFunction<Tensor> muons =
      number -> {
        var pt = pairs.numbers("pt" + number);
        var eta = pairs.numbers("eta" + number);
        var phi = pairs.numbers("phi" + number);
        double[] values = new double[4 * events];
        for (int i = 0; i < events; i++) {
          var muon = FourVector.of(pt.value(i), eta.value(i), phi.value(i), 0.10566);
          values[4 * i] = muon.e();
          values[4 * i + 1] = muon.px();
          values[4 * i + 2] = muon.py();
          values[4 * i + 3] = muon.pz();
        }
        return Tensor.of(values, events, 4);
      };
  var first = muons.apply(1);
  var second = muons.apply(2);
  say("%s and %s", first.shape(), second.shape());

  // %% [markdown]
  // The invariant mass of the pair, $m = \sqrt{E^2 - p_x^2 - p_y^2 - p_z^2}$ of the sum. `metric`
  // is the row $(1, -1, -1, -1)$ from above; broadcasting gives it to every event.
  //
  // **Predict first.** Muon pairs come from several particles. How many peaks will you see?
  // (Neighbours count as one.)

  // %%
  var peaks = predict("peaks in the mass of muon pairs", 1);
  var pair = first.add(second);
  var m2 = pair.square().mul(metric).sum(1);
  var mass = m2.sqrt();

  show(
      Chart.of("20,000 muon pairs")
          .axes("log10 of the mass [GeV]", "pairs")
          .size(640, 330)
          .histogram("", mass.log().div((float) StrictMath.log(10)).toDoubleArray(), 0.3, 2.3, 200)
          .label(0.54, 2500, "J/ψ")
          .label(1.02, 1700, "Υ")
          .label(2.01, 1400, "Z"));
  peaks.reveal(3);

  // %% [markdown]
  // The $\Upsilon$ is three states, 9.46, 10.02 and 10.36 GeV, which a finer picture resolves:
  // *try* `xRange(0.95, 1.05)` and 2000 bins.
  //
  // The generator's column `M` was computed in float64. Most pairs agree with it to five digits or
  // more. The worst one is again a small mass from a large energy:

  // %%
  var truth = Tensor.of(pairs.numbers("M").toDoubles());
  var off = mass.sub(truth).abs().div(truth);
  int worstPair = (int) off.argMax().item();
  double light = truth.get(worstPair);
  double high = pair.get(worstPair, 0);
  say("mean relative difference: %.1e", off.mean().item());
  say("the largest is %.1e: a mass of %.2f GeV from %.0f GeV", off.max().item(), light, high);
  claim("on average five digits are right", off.mean().item() < 1e-5);
  claim("the worst pair has more than 50 times as much energy as mass", high > 50 * light);

  // %% [markdown]
  // ## Bridge with NumPy
  //
  // In Python memory is shared between tensor and array. Between Java and Python it is a file:
  // `Npy` reads and writes NumPy's format, byte for byte. What is written here opens by
  // `numpy.load("muons.npy")`.

  // %%
  Path folder = Files.createTempDirectory("tensors");
  Path file = folder.resolve("muons.npy");
  Npy.write(file, first);
  var again = Npy.read(file);
  say("%d bytes: 16 per event and a header of 128", Files.size(file));
  say("read back: %s", again.shape());
  claim("every bit came back", Arrays.equals(first.toArray(), again.toArray()));
  Files.delete(file);
  Files.delete(folder);

  // %% [markdown]
  // ## Exercise 1: standardize
  //
  // A network likes inputs of mean 0 and spread 1. Bring each **column** of a table to that:
  // subtract its mean and divide by its standard deviation, in one line with `mean`, `std`,
  // `sub`, `div`, and broadcasting. Replace `table` behind the arrow.

  // %% [exercise]
  UnaryOperator<Tensor> standardize = table -> table; // your line

  exercise(
      "standardize the columns",
      () -> standardize.apply(first),
      y -> {
        if (!y.shape().equals(first.shape())) {
          return "the shape is " + y.shape() + ", expected " + first.shape();
        }
        if (!Double.isFinite(y.sum().item())) {
          return "there are numbers in it that are NaN or infinite: what was divided by 0?";
        }
        if (y.mean(0).abs().max().item() > 1e-3) {
          return "the columns' means are " + y.mean(0) + ": along which axis does mean go?";
        }
        return y.std(0).sub(1).abs().max().item() > 1e-3
            ? "the means are right; the columns' deviations are " + y.std(0)
            : "";
      });

  // %% [solution]
  // UnaryOperator<Tensor> standardize = table -> table.sub(table.mean(0)).div(table.std(0));
  //
  // exercise(
  //     "standardize the columns",
  //     () -> standardize.apply(first),
  //     y ->
  //         y.mean(0).abs().max().item() < 1e-3 && y.std(0).sub(1).abs().max().item() < 1e-3
  //             ? ""
  //             : "the columns' means are " + y.mean(0) + ", their deviations " + y.std(0));

  // %% [markdown]
  // ## Exercise 2: the transverse momentum of a pair
  //
  // $p_T = \sqrt{p_x^2 + p_y^2}$ of every four-vector of a tensor `[events, 4]`, in the order
  // $(E, p_x, p_y, p_z)$. The result has the shape `[events]`.

  // %% [exercise]
  UnaryOperator<Tensor> transverse = four -> four.select(1, 0); // your line: this is E

  exercise(
      "transverse momentum",
      () -> transverse.apply(pair),
      y -> {
        if (!y.shape().equals(Shape.of(events))) {
          return "the shape is " + y.shape() + ", expected [" + events + "]: sum along which axis?";
        }
        for (int i = 0; i < events; i++) {
          double px = pair.get(i, 1);
          double py = pair.get(i, 2);
          double expected = Math.sqrt(px * px + py * py);
          if (!close(y.get(i), expected, 1e-3)) {
            return text("pair %d has %.3f GeV; you say %.3f", i, expected, y.get(i));
          }
        }
        return "";
      });

  // %% [solution]
  // UnaryOperator<Tensor> transverse = four -> four.slice(1, 1, 3).square().sum(1).sqrt();
  //
  // exercise(
  //     "transverse momentum",
  //     () -> transverse.apply(pair),
  //     y -> {
  //       double px = pair.get(0, 1);
  //       double py = pair.get(0, 2);
  //       return close(y.get(0), Math.sqrt(px * px + py * py), 1e-3) ? "" : "look at pair 0";
  //     });

  // %% [markdown]
  // ## More
  //
  // - PyTorch, *Learn the Basics: Tensors*, pytorch.org/tutorials/beginner/basics/tensorqs_tutorial
  // - C. R. Harris et al., *Array programming with NumPy*, Nature 585 (2020) 357,
  //   doi:10.1038/s41586-020-2649-2: broadcasting, in its figure 1
  // - D. Goldberg, *What every computer scientist should know about floating-point arithmetic*, ACM
  //   Computing Surveys 23 (1991) 5, doi:10.1145/103162.103163
  // - All operations: `docs/guide.md`, and the documentation of `Tensor`
}
