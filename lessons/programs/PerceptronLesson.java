// %% [markdown]
// # 2. The perceptron
//
// In 1958 Frank Rosenblatt let a machine learn from examples: the **perceptron**, the first
// artificial neural network. It is one neuron. It takes numbers $x_1, x_2, \dots$, weighs them,
// adds a bias, and answers yes or no:
//
// $$y = \begin{cases} 1 & \text{if } \mathbf w \cdot \mathbf x + b > 0 \\
// 0 & \text{otherwise} \end{cases}$$
//
// Nobody tells it the weights. It is shown examples $\mathbf x_j$ with the right answers $d_j$, one
// after the other, and each time it is wrong it moves its weights a little:
//
// $$w_i(t+1) = w_i(t) + r\,(d_j - y_j(t))\,x_{j,i}$$
//
// The bias is moved by the same rule, as the weight of an input that is always 1. The examples are
// shown again and again **until the weights no longer change**. That is the whole algorithm, as it
// is on the slide *How a Perceptron "learns"*.
//
// In this lesson it learns two logical functions, tells particles apart in a tracker, and meets a
// problem that it cannot solve. What it could not do is why networks have layers today.
//
// *How to use this page:* run the cells from top to bottom (Shift+Enter). Where you are asked for
// a prediction, put your number there first; being wrong teaches most.

// %%
import static org.jpsi.lessons.Lesson.*;

import java.util.*;
import org.jpsi.core.expression.*;
import org.jpsi.core.random.*;
import org.jpsi.lab.classic.*;
import org.jpsi.lab.sim.*;
import org.jpsi.report.*;

// %% [markdown]
// Helpers for pictures and tracks. You need not read them now: run the cell, and go on.

// %% [helper]
/// The points of class 0 and 1 in a plane, and what a perceptron makes of the plane.
Chart plane(String title, double[][] x, int[] d, Perceptron p, double... range) {
  double[] across = Chart.range(range[0], range[1], 40);
  double[] up = Chart.range(range[2], range[3], 40);
  double length = 1e-9 + Math.sqrt(p.weight(0) * p.weight(0) + p.weight(1) * p.weight(1));
  double blur = length * (range[3] - range[2]) / 40;
  double[][] side = new double[40][40];
  for (int r = 0; r < 40; r++) {
    for (int c = 0; c < 40; c++) {
      side[r][c] = Math.clamp((p.sum(across[c], up[r]) - 1e-9) / blur, -0.4, 0.4);
    }
  }
  var chart = Chart.of(title).size(188, 200).color("0", "#D55E00").color("1", "#0072B2");
  chart.divergingHeat(across, up, side, -1, 1);
  double[] x2 = {range[0], range[1]};
  double[] y2 = {range[2], range[3]};
  double[][] sums = {
    {p.sum(x2[0], y2[0]), p.sum(x2[1], y2[0])}, {p.sum(x2[0], y2[1]), p.sum(x2[1], y2[1])}
  };
  chart.contours(x2, y2, sums, 0);
  double size = x.length < 10 ? 5 : 1.5;
  chart.points("0", pick(x, d, 0, 0), pick(x, d, 0, 1), size);
  return chart.points("1", pick(x, d, 1, 0), pick(x, d, 1, 1), size);
}

/// One coordinate of all points of a class.
double[] pick(double[][] x, int[] d, int of, int coordinate) {
  var found = new ArrayList<Double>();
  for (int j = 0; j < x.length; j++) {
    if (d[j] == of) {
      found.add(x[j][coordinate]);
    }
  }
  return found.stream().mapToDouble(v -> v).toArray();
}

/// Tracks as examples, `(log p, log dE/dx)`, with their classes.
record Pair(double[][] x, int[] d) {}

/// `n` tracks of two kinds of particles in turn: class 0, class 1, class 0, ...
Pair pair(Dedx tracker, long seed, int n, Dedx.Particle zero, Dedx.Particle one) {
  double[][] x = new double[n][];
  int[] d = new int[n];
  for (int j = 0; j < n; j++) {
    d[j] = j % 2;
    var track = tracker.track(d[j] == 0 ? zero : one, seed, j);
    x[j] = new double[] {StrictMath.log10(track.momentum()), StrictMath.log10(track.dedx())};
  }
  return new Pair(x, d);
}

/// Half the width of the widest empty corridor between the classes, with the constant input counted
/// as a coordinate; NaN where no line separates them. Tries 1440 directions.
double corridor(Pair of) {
  double widest = Double.NaN;
  for (int k = 0; k < 1440; k++) {
    double cos = StrictMath.cos(2 * Math.PI * k / 1440);
    double sin = StrictMath.sin(2 * Math.PI * k / 1440);
    double below = Double.NEGATIVE_INFINITY;
    double above = Double.POSITIVE_INFINITY;
    for (int j = 0; j < of.x().length; j++) {
      double along = cos * of.x()[j][0] + sin * of.x()[j][1];
      below = of.d()[j] == 0 ? Math.max(below, along) : below;
      above = of.d()[j] == 1 ? Math.min(above, along) : above;
    }
    double middle = (below + above) / 2;
    double half = (above - below) / 2 / Math.sqrt(1 + middle * middle);
    widest = half > 0 && !(half <= widest) ? half : widest;
  }
  return widest;
}

/// How many tracks moved the weights in each of the first passes.
double[] updatesPerPass(PerceptronTraining training, int passes) {
  double[] count = new double[passes];
  for (var update : training.trajectory()) {
    if (update.pass() <= passes) {
      count[update.pass() - 1]++;
    }
  }
  return count;
}

void main() {
  // %% [markdown]
  // ## One step by hand
  //
  // The four corners of a square, and the answers of **AND**: 1 only where both inputs are 1. We
  // begin with all weights at 0, so the perceptron says 0 to everything: three of four are right
  // already. The last corner, (1, 1), is wrong. One use of the rule with $r = 1$:

  // %%
  double[][] corners = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  int[] and = {0, 0, 0, 1};

  var before = Perceptron.zero(2);
  var after = before.updated(1, corners[3], and[3]);
  say("before: w = (%.0f, %.0f), b = %.0f", before.weight(0), before.weight(1), before.bias());
  say("after:  w = (%.0f, %.0f), b = %.0f", after.weight(0), after.weight(1), after.bias());
  say("now it says %d to (1, 1), as it should,", after.output(1, 1));
  say("but also %d to (0, 0): mending one answer may spoil another.", after.output(0, 0));

  // %% [markdown]
  // So it takes several rounds.
  //
  // **Predict first.** How many updates will AND need from weights of 0 until a whole round
  // changes nothing? Put your number in the place of the 5, then run on.

  // %%
  var guess = predict("updates until AND no longer changes", 5);

  // %%
  var rule = new PerceptronRule(); // rate r = 1, at most 1000 passes over the examples
  var learned = rule.fit(corners, and);

  for (var update : learned.trajectory()) {
    var p = update.perceptron();
    say(
        "pass %d, wrong at (%.0f, %.0f):  w = (%2.0f, %2.0f)  b = %2.0f",
        update.pass(),
        corners[update.event()][0],
        corners[update.event()][1],
        p.weight(0),
        p.weight(1),
        p.bias());
  }
  say("pass %d changes nothing: done", learned.passes());
  guess.reveal(learned.updates());
  claim("the perceptron learns AND", learned.converged());

  // %% [markdown]
  // ## The line moves
  //
  // Where $\mathbf w \cdot \mathbf x + b = 0$ the perceptron changes its mind. With two inputs
  // that is a straight line. Blue is the side where it says 1, orange where it says 0; on the line
  // itself it says 0. A step at a time:

  // %%
  var steps = new ArrayList<Chart>();
  for (int k = 0; k < learned.trajectory().size(); k++) {
    var update = learned.trajectory().get(k);
    steps.add(plane("update " + (k + 1), corners, and, update.perceptron(), -0.5, 1.5, -0.5, 1.5));
  }
  show(FigureGrid.of(4, steps));

  // %% [markdown]
  // **Try:** in the next cell, change `or` to another function, such as NAND (`1, 1, 1, 0`) or
  // "the first input alone" (`0, 0, 1, 1`), and run it again. Which of them need most updates?

  // %%
  int[] or = {0, 1, 1, 1};
  var learnedOr = rule.fit(corners, or);
  say("%d updates, %d passes: %s", learnedOr.updates(), learnedOr.passes(), learnedOr.perceptron());
  show(plane("what it has learned", corners, or, learnedOr.perceptron(), -0.5, 1.5, -0.5, 1.5));
  claim("the perceptron learns OR", learnedOr.converged());

  // %% [markdown]
  // ## Two bands of particles
  //
  // Now real inputs. A charged particle that crosses a tracker knocks electrons out of atoms and
  // loses energy. How much per length, $dE/dx$, depends on how fast it is (Bethe's formula), and at
  // one momentum $p$ the heavier particle is the slower one: it ionizes more. So the two numbers
  // that a tracker measures, $p$ from the bend of the track and $dE/dx$ from the charge of its
  // hits, tell what kind of particle it was.
  //
  // Our toy tracker is of silicon, with momenta between 0.2 and 0.7 GeV and $dE/dx$ measured to
  // 6 %. Each dot is one track, each curve the mean after Bethe:

  // %%
  var tracker = new Dedx();
  var sample = tracker.table(1, 450, Dedx.Particle.PION, Dedx.Particle.KAON, Dedx.Particle.PROTON);
  show(sample);

  var bands = Chart.of("Energy loss in silicon").axes("p [GeV]", "dE/dx [MeV cm²/g]");
  for (var particle : Dedx.Particle.values()) {
    String name = particle.name().toLowerCase(Locale.ROOT);
    var tracks = Selection.of("bands", "particle == \"" + name + "\"").filter(sample);
    bands.points(name, tracks.numbers("p").toDoubles(), tracks.numbers("dedx").toDoubles(), 1.5);
    bands.function(name, 0.2, 0.7, p -> Absorber.SILICON.stoppingPower(particle.mass(), p));
  }
  bands.logX().ticks("x", 0.2, 0.3, 0.4, 0.5, 0.6, 0.7);
  bands.logY().yRange(1, 25).ticks("y", 1, 2, 5, 10, 20);
  show(bands.size(560, 400));

  // %% [markdown]
  // Both axes are logarithmic, and there the bands are nearly straight: a slow particle loses
  // roughly $dE/dx \propto \beta^{-5/3}$, so $\log dE/dx$ falls linearly with $\log p$. A power law
  // is a line on logarithmic paper. This is why the perceptron gets $(\log p, \log dE/dx)$ and not
  // $(p, dE/dx)$: choosing good inputs is half of the work.
  //
  // Can one line divide kaons (0) from protons (1)? The line on its way (120 of the tracks are
  // drawn):

  // %%
  var kaonsAndProtons = pair(tracker, 1, 300, Dedx.Particle.KAON, Dedx.Particle.PROTON);
  var done = rule.fit(kaonsAndProtons.x(), kaonsAndProtons.d());
  say("%d updates in %d passes over 300 tracks", done.updates(), done.passes());

  int last = done.trajectory().size() - 1;
  var moving = new ArrayList<Chart>();
  double[][] drawn = Arrays.copyOf(kaonsAndProtons.x(), 120);
  int[] drawnClasses = Arrays.copyOf(kaonsAndProtons.d(), 120);
  for (int k : new int[] {last / 2, 2 * last / 3, 5 * last / 6, last}) {
    var p = done.trajectory().get(k).perceptron();
    String title = "update " + (k + 1) + " of " + done.updates();
    moving.add(
        plane(title, drawn, drawnClasses, p, -0.75, -0.1, 0, 1.6)
            .axes("log p", "log dE/dx")
            .ticks("x", -0.6, -0.4, -0.2)
            .ticks("y", 0, 0.5, 1, 1.5));
  }
  show(FigureGrid.of(4, moving));
  claim("a line separates kaons and protons between 0.2 and 0.7 GeV", done.converged());

  // %% [markdown]
  // **Predict:** can one line also divide **pions from kaons**, over the same momenta and with the
  // same 6 %? Look at the bands above.

  // %%
  var guessPions = predict("a line separates 300 pions and kaons up to 0.7 GeV", true);

  // %%
  var pionsAndKaons = pair(tracker, 1, 300, Dedx.Particle.PION, Dedx.Particle.KAON);
  var restless = rule.fit(pionsAndKaons.x(), pionsAndKaons.d());
  guessPions.reveal(restless.converged());
  say("after %d passes and %d updates", restless.passes(), restless.updates());
  claim("no line separates pions and kaons up to 0.7 GeV", !restless.converged());

  // %% [markdown]
  // There the bands meet: at 0.7 GeV a kaon ionizes only a fifth more than a pion, which is three
  // times the resolution, and some tracks lie on the wrong side. The rule knows no "good enough".
  // As long as one example is wrong it goes on moving, and the line never comes to rest. How many
  // tracks come out wrong in each pass:

  // %%
  double[] pass = Chart.range(1, 60, 60);
  var wrong = Chart.of("Updates in each pass over 300 tracks").axes("pass", "updates");
  wrong.line("kaons, protons", pass, updatesPerPass(done, 60));
  wrong.line("pions, kaons", pass, updatesPerPass(restless, 60));
  show(wrong);

  // %% [markdown]
  // Below which momentum can pions and kaons be divided by a line? We can ask the perceptron, but
  // its silence proves nothing: perhaps it only needs more passes. So we also look at lines in all
  // directions, and measure the widest empty corridor between the two classes: no corridor, no
  // line.

  // %%
  for (double top : new double[] {0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7}) {
    var up = pair(tracker.withMomentum(0.2, top), 1, 300, Dedx.Particle.PION, Dedx.Particle.KAON);
    var training = rule.fit(up.x(), up.d());
    say(
        "up to %.2f GeV: %-32s corridor %s",
        top,
        training.converged() ? training.updates() + " updates" : "not at rest after 1000 passes",
        corridor(up) > 0 ? text("half width %.3f", corridor(up)) : "none");
  }
  claim(
      "where the perceptron finds a line there is a corridor, up to 0.7 GeV there is none",
      corridor(kaonsAndProtons) > 0 && !(corridor(pionsAndKaons) > 0));

  // %% [markdown]
  // **Try:** a better tracker. Change `new Dedx()` above to `new Dedx().withResolution(0.02)`, run
  // from there on, and see how far up pions and kaons can be told apart. With infinitely many
  // tracks there is always one on the wrong side; "separable" is said of a sample.
  //
  // ## Why it ends: Novikoff's theorem
  //
  // That the rule ends wherever a line exists is a theorem, and it says when. Let $R$ be the
  // length of the longest example and $\gamma$ half the width of the corridor, both with the
  // constant input 1 counted as a coordinate. Then, from weights of 0, there are at most
  //
  // $$\left(\frac R\gamma\right)^2$$
  //
  // updates, in whatever order the examples come. The proof takes four lines. Let $\mathbf u$, of
  // length 1, be the direction with the corridor. Each update makes $\mathbf w \cdot \mathbf u$
  // grow by $\gamma$ at least, so after $k$ updates $|\mathbf w| \ge k\gamma$. But each update is
  // made on an example that was wrong, so it makes $|\mathbf w|^2$ grow by $R^2$ at most:
  // $|\mathbf w| \le \sqrt k R$. Both hold only while $k\gamma \le \sqrt k R$.
  //
  // We hold it against forty samples of kaons and protons:

  // %%
  double[] updates = new double[40];
  double[] bound = new double[40];
  boolean within = true;
  for (int k = 0; k < 40; k++) {
    var s = pair(tracker, 100 + k, 60, Dedx.Particle.KAON, Dedx.Particle.PROTON);
    updates[k] = rule.fit(s.x(), s.d()).updates();
    double longest = 0;
    for (double[] x : s.x()) {
      longest = Math.max(longest, x[0] * x[0] + x[1] * x[1] + 1);
    }
    bound[k] = longest / (corridor(s) * corridor(s));
    within &= updates[k] <= bound[k];
  }
  show(
      Chart.of("Novikoff's bound on 40 samples")
          .axes("(R / γ)²", "updates")
          .points("samples", bound, updates)
          .function("as many as allowed", 100, 3000, v -> v)
          .logX()
          .logY()
          .ticks("x", 100, 200, 500, 1000, 2000)
          .yRange(1, 4000));
  claim("updates stay within (R / γ)² in all forty", within);

  // %% [markdown]
  // ## XOR
  //
  // "One or the other, but not both". It looks no harder than AND and OR.

  // %%
  int[] xor = {0, 1, 1, 0};
  var never = rule.withPasses(100).fit(corners, xor);
  say("after %d passes: %d updates, and no rest", never.passes(), never.updates());

  int period = 0;
  for (int k = 1; k <= 12 && period == 0; k++) {
    period = never.after(100 - k).equals(never.after(100)) ? k : 0;
  }
  say("the weights after pass 100 are those after pass %d, to the last bit", 100 - period);
  say("so it goes in a circle, for ever:");

  var circle = new ArrayList<Chart>();
  var recent = never.trajectory();
  for (int k = recent.size() - 4; k < recent.size(); k++) {
    circle.add(
        plane("update " + (k + 1), corners, xor, recent.get(k).perceptron(), -0.5, 1.5, -0.5, 1.5));
  }
  show(FigureGrid.of(4, circle));
  claim("XOR does not converge, the weights go in a circle", !never.converged() && period > 0);

  // %% [markdown]
  // More passes would not help, and neither would another rate or order. The reason is
  // **convexity**. What lies on one side of a line is convex: with two points it holds the whole
  // stretch between them. The corners of class 1, $(0, 1)$ and $(1, 0)$, have their middle at
  // $(\frac12, \frac12)$. So have the corners of class 0, $(0, 0)$ and $(1, 1)$. The middle would
  // have to lie on both sides. In numbers, whatever the weights are,
  //
  // $$s(0,1) + s(1,0) = w_1 + w_2 + 2b = s(0,0) + s(1,1), \qquad
  // s = \mathbf w \cdot \mathbf x + b,$$
  //
  // and if both on the left are above 0, not both on the right can be below or at 0.
  //
  // How special is XOR? Two bits in, one bit out: there are 16 such functions. We let all
  // perceptrons with whole weights from -3 to 3 say what they can:

  // %%
  var functions = new TreeSet<String>();
  for (int w1 = -3; w1 <= 3; w1++) {
    for (int w2 = -3; w2 <= 3; w2++) {
      for (int b = -3; b <= 3; b++) {
        var p = Perceptron.of(b, w1, w2);
        String answers = "";
        for (double[] corner : corners) {
          answers += p.output(corner);
        }
        functions.add(answers);
      }
    }
  }
  say("%d of 16 functions: %s", functions.size(), String.join(" ", functions));
  claim(
      "all but XOR (0110) and its opposite (1001)",
      functions.size() == 14 && !functions.contains("0110") && !functions.contains("1001"));

  // %% [markdown]
  // ## What a hidden layer does about it
  //
  // XOR is "OR, but not AND": it can be put together of things a perceptron can do. We take **two**
  // perceptrons side by side, one that has learned OR and one that has learned NAND (not AND), and
  // a third that sees only their answers. The two in the middle are a *hidden layer*.

  // %%
  var nand = rule.fit(corners, new int[] {1, 1, 1, 0}).perceptron();
  var eitherOr = rule.fit(corners, new int[] {0, 1, 1, 1}).perceptron();
  double[][] hidden = new double[4][];
  for (int j = 0; j < 4; j++) {
    hidden[j] = new double[] {eitherOr.output(corners[j]), nand.output(corners[j])};
    say(
        "(%.0f, %.0f)  ->  OR %.0f, NAND %.0f",
        corners[j][0], corners[j][1], hidden[j][0], hidden[j][1]);
  }
  var top = rule.fit(hidden, xor);
  show(
      FigureGrid.of(
          plane("hidden: OR", corners, new int[] {0, 1, 1, 1}, eitherOr, -0.5, 1.5, -0.5, 1.5),
          plane("hidden: NAND", corners, new int[] {1, 1, 1, 0}, nand, -0.5, 1.5, -0.5, 1.5),
          plane("the third: XOR", hidden, xor, top.perceptron(), -0.5, 1.5, -0.5, 1.5)
              .axes("OR", "NAND")));
  claim("with a hidden layer, XOR is learned", top.converged());

  // %% [markdown]
  // In the last picture there are only three points: the hidden layer has moved both corners of
  // class 1 to the same place, $(1, 1)$, and now a line will do. **A layer makes a new space in
  // which the classes can be separated.** That is the idea of deep learning.
  //
  // One thing is missing. We taught the hidden neurons ourselves, as we knew what they should say.
  // For a hidden neuron the examples give no $d$, so Rosenblatt's rule cannot train it, and the
  // step has no slope that would tell in which direction to move. Networks replace the step by
  // smooth functions (lesson 13) and pass the error back through the layers (lesson 14). That took
  // until the 1980s.
  //
  // *A little history.* Rosenblatt's perceptron was first a program on an IBM 704, then a machine:
  // the Mark I (Cornell, 1960) had 400 photocells and weights that were turned by motors. In 1969
  // Minsky and Papert proved what a single layer cannot do, XOR among it, and for years money and
  // minds went elsewhere. Backpropagation (Rumelhart, Hinton and Williams 1986) trained the hidden
  // layers, and computers became fast enough.

  // %% [markdown]
  // ## Exercise: a trigger by hand
  //
  // Three counters stand in a beam, and noise fires each of them now and then. A trigger should
  // say 1 where **at least two of the three** fired. Find weights and a bias, without training.

  // %% [exercise]
  double b = Double.NaN; // your numbers
  double w1 = Double.NaN;
  double w2 = Double.NaN;
  double w3 = Double.NaN;
  exercise(
      "two of three counters",
      () -> Perceptron.of(b, w1, w2, w3),
      p -> {
        for (int fired = 0; fired < 8; fired++) {
          double[] x = {fired & 1, fired >> 1 & 1, fired >> 2};
          int wanted = x[0] + x[1] + x[2] >= 2 ? 1 : 0;
          if (Double.isNaN(p.sum(x))) {
            return "put numbers in the place of NaN";
          }
          if (p.output(x) != wanted) {
            return text(
                "(%.0f, %.0f, %.0f) should give %d; its sum is %.2f",
                x[0], x[1], x[2], wanted, p.sum(x));
          }
        }
        return "";
      });

  // %% [solution]
  // double b = -1.5; // above it only where two counters give 1 each
  // double w1 = 1;
  // double w2 = 1;
  // double w3 = 1;
  // exercise(
  //     "two of three counters",
  //     () -> Perceptron.of(b, w1, w2, w3),
  //     p -> {
  //       for (int fired = 0; fired < 8; fired++) {
  //         double[] x = {fired & 1, fired >> 1 & 1, fired >> 2};
  //         int wanted = x[0] + x[1] + x[2] >= 2 ? 1 : 0;
  //         if (p.output(x) != wanted) {
  //           return "one of the eight cases is wrong";
  //         }
  //       }
  //       return "";
  //     });

  // %% [markdown]
  // ## Exercise: the rate
  //
  // With rate $r = 1$ AND needed the number of updates that you saw. How many does it need with
  // $r = 0.1$? Think before you try it: what does $r$ do to the weights, if they begin at 0, and
  // what does that do to the answers?

  // %% [exercise]
  int updatesWithSmallRate = 0; // your answer
  exercise(
      "updates of AND with rate 0.1",
      () -> updatesWithSmallRate,
      n ->
          n == 0
              ? "put your number in the place of the 0"
              : n == new PerceptronRule(0.1, 1000).fit(corners, and).updates()
                  ? ""
                  : "every weight is r times what it was with r = 1: which outputs change?");

  // %% [solution]
  // int updatesWithSmallRate = (int) learned.updates(); // all weights times r: no sign changes
  // exercise(
  //     "updates of AND with rate 0.1",
  //     () -> updatesWithSmallRate,
  //     n -> n == new PerceptronRule(0.1, 1000).fit(corners, and).updates() ? "" : "not so");

  // %% [markdown]
  // ## References
  //
  // - F. Rosenblatt, *The perceptron: a probabilistic model for information storage and
  //   organization in the brain*, Psychological Review 65 (1958) 386, doi:10.1037/h0042519
  // - A. B. J. Novikoff, *On convergence proofs on perceptrons*, Symposium on the Mathematical
  //   Theory of Automata 12 (1962) 615
  // - M. Minsky, S. Papert, *Perceptrons*, MIT Press 1969
  // - D. E. Rumelhart, G. E. Hinton, R. J. Williams, *Learning representations by back-propagating
  //   errors*, Nature 323 (1986) 533, doi:10.1038/323533a0
  // - Review of Particle Physics, section *Passage of particles through matter* (Bethe's formula),
  //   pdg.lbl.gov
  //
  // Next: **3. Linear regression**, the other thing one neuron can do.
}
