// %% [markdown]
// # 23. Anomaly detection
//
// Who looks for a new particle that nobody has predicted has no labelled events to train on: no
// theory says what to simulate. The slide *Unsupervised learning* has a way out: **"Anomaly
// detection: spot elements that are anomalous compared to the typical element. Useful in BSM
// searches where you don't necessarily know what you're looking for."** (BSM: beyond the standard
// model of particle physics.)
//
// This lesson hides a new particle in data and looks for it in three ways:
//
// | method | what it is told | its question |
// |---|---|---|
// | supervised | labels, from a simulation of just this particle | signal or background? |
// | autoencoder | nothing | is this event *rare*? |
// | CWoLa | where in mass to look | is it *more frequent here than beside*? |
//
// The supervised one is the unattainable best: it knows what nobody knows. The data are like those
// of the **LHC Olympics 2020**, a challenge of this kind: pairs of jets in proton collisions at 13
// TeV, each jet a spray of particles with a mass and an inner structure.

// %%
import static org.jpsi.lessons.Lesson.*;

import java.util.*;
import java.util.stream.*;
import org.jpsi.core.data.*;
import org.jpsi.core.eval.*;
import org.jpsi.core.expression.*;
import org.jpsi.core.loss.*;
import org.jpsi.core.nn.*;
import org.jpsi.core.optim.*;
import org.jpsi.core.table.*;
import org.jpsi.core.tensor.*;
import org.jpsi.core.train.*;
import org.jpsi.lab.anomaly.*;
import org.jpsi.lab.sim.*;
import org.jpsi.report.*;

// %% [markdown]
// The helpers of this lesson, to be read when you meet them.

// %% [helper]
/// The continuum of ordinary jets, with about `signals` events of a new particle among them.
Table collisions(int continuum, int signals) {
  Table both = Generator.of("dijet", 23).table(2 * continuum);
  return Selection.of("mixture", "process == 0 || eventNumber < " + 2 * signals).filter(both);
}

/// Where a number is needed for each event: a column, or an expression over columns.
double[] values(Table events, String expression) {
  return Expression.parse(expression).evaluate(events);
}

/// The `share` of all events that have the highest scores.
Table highest(Table events, double[] score, double share) {
  double[] sorted = score.clone();
  Arrays.sort(sorted);
  double cut = sorted[(int) ((1 - share) * sorted.length)];
  return events.take(IntStream.range(0, score.length).filter(i -> score[i] >= cut).toArray());
}

/// The figures of a score in the signal region, with labels that only we know.
SignificanceImprovement improvement(Table events, double[] score, Window window) {
  double[] mass = window.values(events);
  int[] in = IntStream.range(0, score.length).filter(i -> window.signal(mass[i])).toArray();
  boolean[] signal = new boolean[in.length];
  double[] inside = new double[in.length];
  double[] one = new double[in.length];
  for (int k = 0; k < in.length; k++) {
    signal[k] = events.numbers("process").value(in[k]) == 1;
    inside[k] = score[in[k]];
    one[k] = 1;
  }
  return SignificanceImprovement.of(inside, signal, one);
}

/// The curve of an improvement, for a chart.
Chart drawn(Chart chart, String name, SignificanceImprovement sic) {
  double[] x = sic.curve().stream().mapToDouble(p -> p.signal()).toArray();
  double[] y = sic.curve().stream().mapToDouble(p -> p.improvement()).toArray();
  return chart.path(name, x, y);
}

/// The spectrum of masses, and what the sidebands say about the signal region.
Chart spectrum(String title, Table events, Window window) {
  double[] mass = window.values(events);
  Bump bump = Bump.of(window, mass);
  int bins = 40;
  double width = (window.to() - window.from()) / bins;
  double[] at = new double[bins];
  double[] n = new double[bins];
  double[] curve = new double[bins];
  for (int i = 0; i < bins; i++) {
    at[i] = (window.from() + (i + 0.5) * width) / 1000;
    curve[i] = bump.density(1000 * at[i]) * width;
  }
  for (double m : mass) {
    if (m >= window.from() && m < window.to()) {
      n[Math.min(bins - 1, (int) ((m - window.from()) / width))]++;
    }
  }
  double[] error = Arrays.stream(n).map(Math::sqrt).toArray();
  return Chart.of(title)
      .axes("dijet mass m_jj [TeV]", "events in 50 GeV")
      .line("curve through the sidebands", at, curve)
      .errors("events", at, n, error)
      .vertical(window.low() / 1000)
      .vertical(window.high() / 1000)
      .size(430, 300);
}

/// Inputs of a network in rows, each feature taken from its mean in units of its spread.
///
/// @param like events that say what mean and spread are
float[] inputs(Table events, Table like, List<String> features) {
  float[] x = new float[events.rows() * features.size()];
  for (int j = 0; j < features.size(); j++) {
    double[] v = values(events, features.get(j));
    double[] of = values(like, features.get(j));
    double mean = Arrays.stream(of).sum() / of.length;
    double square = Arrays.stream(of).map(u -> (u - mean) * (u - mean)).sum() / of.length;
    double spread = Math.sqrt(square);
    for (int i = 0; i < v.length; i++) {
      x[i * features.size() + j] = (float) ((v[i] - mean) / spread);
    }
  }
  return x;
}

/// The score of a network that was trained with labels.
double[] supervised(Table labelled, Table events, List<String> features) {
  int width = features.size();
  Sequential net =
      Sequential.of(
          Linear.of(width, 64), Relu.of(), Linear.of(64, 64), Relu.of(), Linear.of(64, 1));
  int n = labelled.rows();
  float[] one = new float[n];
  Arrays.fill(one, 1);
  float[] label = new float[n];
  for (int i = 0; i < n; i++) {
    label[i] = (float) labelled.numbers("process").value(i);
  }
  float[] x = inputs(labelled, labelled, features);
  Dataset none = Dataset.none();
  Trainer.of(net, new BinaryCrossEntropy(), new Adam(3e-3))
      .fit(
          Dataset.of(x, label, one),
          none,
          TrainingConfig.epochs(8).withBatch(512).withThreads(threads()));
  Tensor rows = Tensor.of(inputs(events, labelled, features), events.rows(), width);
  float[] logit = net.forward(rows, Mode.inference()).toArray();
  return IntStream.range(0, logit.length).mapToDouble(i -> logit[i]).toArray();
}

void main() {
  // %% [markdown]
  // ## The data
  //
  // 100,000 ordinary events, and among them about 250 of a heavy particle of 3.5 TeV. It decays
  // into two lighter ones of 500 and 100 GeV, and each of those into two quarks, so close to each
  // other that they make *one* jet with **two prongs**. `tau21` measures that: it is near 0 for two
  // prongs and near 1 for one.
  //
  // The column `process` is the truth, 1 for the new particle. No search may look at it; we use it
  // only to see what was found.
  //
  // *Try:* other numbers in the next line. All that follows goes with them.

  // %%
  var events = collisions(100_000, 250);
  show(events);

  // %% [markdown]
  // ## The bump hunt
  //
  // The classic search: plot the mass of both jets, $m_{jj}$. Ordinary jets make a smooth, falling
  // spectrum; a particle makes a **bump** at its mass. We take a window:
  //
  // * the **signal region**, 3.2 to 3.8 TeV, in which we look (a real search moves it along);
  // * the **sidebands** to its left and right. A smooth curve is fitted to *them*, and tells how
  //   many ordinary events the signal region should have.
  //
  // The excess is counted in standard deviations, from $N$ events seen and $B \pm \sigma_B$
  // expected: $(N - B)/\sqrt{B + \sigma_B^2}$. Particle physics calls 5 a discovery. (That is for
  // one window, chosen beforehand, as here. Who looks into many windows finds fluctuations in some,
  // and has to ask for more: the *look-elsewhere effect*.)
  //
  // **Predict first.** How many standard deviations will 250 events of a new particle make among
  // 100,000?

  // %%
  var before = predict("excess in standard deviations, before any network", 5.0);

  // %%
  var window = new Window("m_jj", 2700, 3200, 3800, 4700);
  var bump = Bump.of(window, window.values(events));
  show(spectrum("All events", events, window).logY());
  say(
      "signal region: %.0f events, expected %.0f ± %.0f: %.1f standard deviations",
      bump.observed(), bump.expected(), bump.error(), bump.pull());
  say(
      "(the truth: %d of them are the new particle)",
      Selection.of("truth", "process == 1 && m_jj >= 3200 && m_jj < 3800").filter(events).rows());
  before.reveal(Math.round(10 * bump.pull()) / 10.0);
  claim("the spectrum alone shows nothing: below 3 standard deviations", bump.pull() < 3);

  // %% [markdown]
  // The excess is the particle and a fluctuation together; at this size nobody can tell them apart,
  // for so many ordinary events have a statistical error nearly as large as the signal. One has to
  // throw away ordinary events and keep those of the particle. But which are those? Four numbers
  // describe what is *inside* the two jets.

  // %%
  var features = List.of("log(jet1_mass)", "log(jet2_mass)", "jet1_tau21", "jet2_tau21");
  var simulated =
      Selection.of("region", "m_jj >= 3200 && m_jj < 3800")
          .filter(Generator.of("dijet", 4).table(60_000));
  var ordinary = Selection.of("class", "process == 0").filter(simulated);
  var particle = Selection.of("class", "process == 1").filter(simulated);
  show(
      FigureGrid.of(
          Chart.of("Mass of the heavier jet")
              .axes("jet1_mass [GeV]", "share per GeV")
              .shape("ordinary", values(ordinary, "jet1_mass"), 0, 800, 40)
              .shape("new particle", values(particle, "jet1_mass"), 0, 800, 40)
              .size(330, 260),
          Chart.of("Two prongs?")
              .axes("jet1_tau21", "share")
              .shape("ordinary", values(ordinary, "jet1_tau21"), 0, 1, 40)
              .shape("new particle", values(particle, "jet1_tau21"), 0, 1, 40)
              .size(330, 260)));

  // %% [markdown]
  // ## If we knew the answer
  //
  // First the unattainable best, to compare with: a network trained with labels on a simulation of
  // exactly this particle.
  //
  // What is a cut on its score worth? It keeps a share $\varepsilon_S$ of the signal and
  // $\varepsilon_B$ of the background, so the significance $S/\sqrt B$ is multiplied by
  //
  // $$\mathrm{SIC} = \frac{\varepsilon_S}{\sqrt{\varepsilon_B}}$$
  //
  // the **significance improvement characteristic**. Drawn against $\varepsilon_S$ it shows which
  // cut is best. Where fewer than 100 background events are left, it says more of chance than of
  // the network, so we stop there.

  // %%
  var known = supervised(simulated, events, features);
  var knownSic = improvement(events, known, window);
  say(
      "with labels: significance times %.1f, keeping %.0f %% of the signal and %.2f %% of the"
          + " background",
      knownSic.max(),
      100 * knownSic.best().orElseThrow().signal(),
      100 * knownSic.best().orElseThrow().background());

  // %% [markdown]
  // ## The autoencoder: rare is not signal
  //
  // An **autoencoder** is a network that gives back its own inputs, through a bottleneck: here four
  // numbers must pass through two. It needs no labels: its target is the input. It gets good at
  // what it sees often; what it gives back badly is unusual. The score is the error
  //
  // $$\frac14 \sum_{i=1}^4 (\hat x_i - x_i)^2$$
  //
  // of the standardized features, and we train it on the data themselves.

  // %%
  show(
      Diagram.of("An autoencoder")
          .box("a", 0, 0, "4 features")
          .box("b", 1, 0, "32")
          .box("c", 2, 0, "2: the bottleneck")
          .box("d", 3, 0, "32")
          .box("e", 4, 0, "4 features again")
          .arrow("a", "b", "")
          .arrow("b", "c", "")
          .arrow("c", "d", "")
          .arrow("d", "e", ""));
  var factor = predict("by how much will the autoencoder multiply the significance", 4.0);

  // %%
  var around = Selection.of("window", "m_jj >= 2700 && m_jj < 4700").filter(events);
  var autoencoder =
      Autoencoder.train(
          around, features, 2, TrainingConfig.epochs(10).withBatch(512).withThreads(threads()));
  var rarity = autoencoder.score(events);
  var raritySic = improvement(events, rarity, window);
  factor.reveal(Math.round(10 * raritySic.max()) / 10.0);
  var rare = highest(events, rarity, 0.01);
  var rareBump = Bump.of(window, window.values(rare));
  say(
      "the 1 %% of highest error: %.0f events in the signal region, expected %.0f ± %.0f: %.1f"
          + " standard deviations",
      rareBump.observed(), rareBump.expected(), rareBump.error(), rareBump.pull());
  say(
      "of the 1 %% of highest error, %.1f %% are the new particle",
      100 * Arrays.stream(values(rare, "process")).sum() / rare.rows());

  // %% [markdown]
  // It hardly helps. Look at what it finds unusual:

  // %%
  show(
      FigureGrid.of(
          Chart.of("The error, by class")
              .axes("error of the autoencoder", "share")
              .shape("ordinary", autoencoder.score(ordinary), 0, 2, 40)
              .shape("new particle", autoencoder.score(particle), 0, 2, 40)
              .size(330, 280),
          Chart.of("The 1 % of highest error")
              .axes("mass of the heavier jet [GeV]", "mass of the lighter jet [GeV]")
              .points(
                  "",
                  Arrays.copyOf(values(ordinary, "jet1_mass"), 350),
                  Arrays.copyOf(values(ordinary, "jet2_mass"), 350),
                  1.5)
              .points(
                  "highest error",
                  Arrays.copyOf(values(rare, "jet1_mass"), 200),
                  Arrays.copyOf(values(rare, "jet2_mass"), 200),
                  1.5)
              .points("here is the particle", new double[] {500}, new double[] {100}, 6)
              .logX()
              .logY()
              .size(330, 280)));
  claim("rare is not signal: the autoencoder multiplies by less than 2", raritySic.max() < 2);

  // %% [markdown]
  // **What it finds:** the tails of ordinary jets, which are the rarest events of all: very light
  // jets, very heavy ones, odd pairs of `tau21`. The error of the new particle is a little above
  // the usual, but ordinary events are so many that their tails alone outnumber it. And what is
  // rare depends on the variables: with `jet1_mass` in place of its logarithm, other events would
  // be rare (densities change with the variable, the physics does not). An autoencoder finds what
  // is far out in a direction that ordinary events do not have, and needs luck for all else. Its
  // strength: it asks for nothing at all, not even for a resonance.
  //
  // *Try:* another bottleneck, the `2` in the call of `Autoencoder.train`. With 4 there is none.
  //
  // ## CWoLa: classification without labels
  //
  // Here is a better idea (Metodiev, Nachman and Thaler 2017). In the signal region there is a
  // *mixture* of the densities of signal $s(x)$ and background $b(x)$; in the sidebands there is
  // background only:
  //
  // $$p_{SR}(x) = f\, s(x) + (1-f)\, b(x), \qquad p_{SB}(x) = b(x)$$
  //
  // Train a network to tell **signal region from sidebands**: labels that the data have by
  // themselves, for the mass of each event is known. Whatever the best network learns is a function
  // of the ratio
  //
  // $$\frac{p_{SR}(x)}{p_{SB}(x)} = f\,\frac{s(x)}{b(x)} + (1 - f),$$
  //
  // which grows with $s(x)/b(x)$: it orders events just as the best network *with* labels, though
  // nobody told it what a signal is, nor how large $f$ is. If there is no signal, $f = 0$, there is
  // nothing to learn.
  //
  // Two conditions:
  //
  // 1. **The features must not depend on the mass** for ordinary events. Else there is something to
  //    learn without any signal: the mass itself.
  // 2. **No network may score events that it was trained on.** It would know by heart which of them
  //    were in the signal region, and pick these: an excess from nothing. So the data are cut into
  //    folds. Events of fold $t$ are scored by networks trained without fold $t$; one more fold,
  //    $v$, tells each training when to stop. With 4 folds that makes 4 x 3 networks.

  // %% [markdown]
  // How the events of fold 1 get their scores, as the mean of three networks:
  //
  // | | fold 1 | fold 2 | fold 3 | fold 4 |
  // |---|---|---|---|---|
  // | network a | **scored** | stops it | trains it | trains it |
  // | network b | **scored** | trains it | stops it | trains it |
  // | network c | **scored** | trains it | trains it | stops it |
  //
  // *Try:* in the next cell, leave out `"jet1_tau21"` and `"jet2_tau21"`, or make `withFolds(3)` of
  // `withFolds(4)`: then each network learns from a third of the data in place of a half.

  // %%
  var search =
      Cwola.of(window, features.toArray(new String[0]))
          .withFolds(4)
          .withOptimizer(new Adam(3e-3))
          .withConfig(TrainingConfig.epochs(8).withBatch(512).withThreads(threads()));
  var clock = stopwatch();
  var weak = search.train(events).score();
  clock.lap("12 networks");
  var weakSic = improvement(events, weak, window);
  var best = weakSic.best().orElseThrow();
  say(
      "without labels: significance times %.1f ± %.1f, keeping %.0f %% of the signal; %.0f"
          + " background events left",
      best.improvement(), best.error(), 100 * best.signal(), best.effectiveBackground());
  claim("CWoLa multiplies the significance by more than 5", best.improvement() > 5);

  // %%
  var curves =
      Chart.of("What a cut is worth, where 100 background events are left")
          .axes("signal efficiency", "improvement of significance")
          .size(520, 340);
  drawn(curves, "supervised: knows the answer", knownSic);
  drawn(curves, "CWoLa", weakSic);
  drawn(curves, "autoencoder", raritySic);
  show(curves.horizontal(1));
  say(
      "largest improvement: supervised %.1f, CWoLa %.1f, autoencoder %.1f",
      knownSic.max(), weakSic.max(), raritySic.max());
  claim("CWoLa comes to 70 % of the supervised one", weakSic.max() > 0.7 * knownSic.max());

  // %% [markdown]
  // Each curve ends at the left where a tighter cut would leave fewer than 100 background events.
  // Both good ones end there while still rising: with more data, one could cut harder.
  //
  // ## The bump, before and after
  //
  // A search does not know the efficiencies. It cuts at a share fixed beforehand, here the 1 % of
  // all events that look most like the signal region, and hunts for the bump among them.

  // %%
  var found = highest(events, weak, 0.01);
  var foundBump = Bump.of(window, window.values(found));
  show(
      FigureGrid.of(
          spectrum("All events", events, window),
          spectrum("The 1 % that CWoLa picks", found, window)));
  say(
      "before: %.1f standard deviations; after: %.0f events where %.0f ± %.0f are expected: %.1f",
      bump.pull(), foundBump.observed(), foundBump.expected(), foundBump.error(), foundBump.pull());
  claim("a discovery: more than 5 standard deviations after the cut", foundBump.pull() > 5);

  // %% [markdown]
  // ## The null test
  //
  // Would it have "found" something where there is nothing? The same search on the same ordinary
  // events **without** the particle. The network will do its best to tell the signal region from
  // the sidebands, and learn fluctuations. But it is other events that it scores.

  // %%
  var nothing = predict("excess in standard deviations where there is no signal", 0.0);

  // %%
  var plain = collisions(100_000, 0);
  var nullScore = search.train(plain).score();
  var nullPicked = highest(plain, nullScore, 0.01);
  var nullBump = Bump.of(window, window.values(nullPicked));
  say(
      "no signal: %.0f events where %.0f ± %.0f are expected: %.1f standard deviations",
      nullBump.observed(), nullBump.expected(), nullBump.error(), nullBump.pull());
  nothing.reveal(Math.round(10 * nullBump.pull()) / 10.0);
  claim("no excess is made where there is none", Math.abs(nullBump.pull()) < 3);

  // %% [markdown]
  // ## Breaking it
  //
  // Now the first condition. We add one more feature, the transverse momentum of the heavier jet,
  // `jet1_pt`. It knows the mass: a pair of jets of large mass has large momenta. There is still
  // *no signal*.

  // %%
  var careless =
      Cwola.of(window, "log(jet1_mass)", "log(jet2_mass)", "jet1_tau21", "jet2_tau21", "jet1_pt")
          .withFolds(4)
          .withOptimizer(new Adam(3e-3))
          .withConfig(TrainingConfig.epochs(8).withBatch(512).withThreads(threads()));
  var carelessScore = careless.train(plain).score();
  var carved = highest(plain, carelessScore, 0.1);
  var carvedBump = Bump.of(window, window.values(carved));
  show(
      FigureGrid.of(
          spectrum("No signal: good features, 10 %", highest(plain, nullScore, 0.1), window),
          spectrum("No signal: with jet1_pt, 10 %", carved, window)));
  say(
      "with jet1_pt: %.0f events where %.0f ± %.0f are expected: %.1f standard deviations",
      carvedBump.observed(), carvedBump.expected(), carvedBump.error(), carvedBump.pull());
  claim("a feature that knows the mass breaks the null test", Math.abs(carvedBump.pull()) > 5);

  // %% [markdown]
  // The network learned the mass from the momentum, and carved a peak out of a smooth spectrum. The
  // curve through the sidebands is off by many standard deviations, and nobody can say any more
  // what is expected. This is why every such search shows its null test first.
  //
  // Is a feature independent of the mass? A test without any network: compare its distribution in
  // both sidebands (there is no signal there).

  // %%
  var low = Selection.of("low", "m_jj >= 2700 && m_jj < 3200").filter(events);
  var high = Selection.of("high", "m_jj >= 3800 && m_jj < 4700").filter(events);
  for (var drift : Drift.of(low, high, List.of("jet1_mass", "jet1_tau21", "jet1_pt"))) {
    say(
        "%-10s  largest difference of both sidebands %.3f, p-value %.2g",
        drift.name(), drift.ksTest().distance(), drift.ksTest().pValue().orElse(Double.NaN));
  }

  // %% [markdown]
  // ## Too little signal
  //
  // CWoLa learns from the signal events themselves, so there must be enough of them. 40 in place of
  // 250:

  // %%
  var few = collisions(100_000, 40);
  var fewScore = search.train(few).score();
  var fewSic = improvement(few, fewScore, window);
  var fewKnown = improvement(few, supervised(simulated, few, features), window);
  var fewBump = Bump.of(window, window.values(highest(few, fewScore, 0.01)));
  say(
      "40 signal events: improvement %.1f (supervised: %.1f); after the cut %.1f standard"
          + " deviations",
      fewSic.max(), fewKnown.max(), fewBump.pull());
  claim("with too little signal CWoLa makes no discovery", fewBump.pull() < 5);
  claim("and is far below the supervised network", fewSic.max() < 0.6 * fewKnown.max());

  // %% [markdown]
  // ## What each finds and misses
  //
  // **Supervised.** Finds the particle it was trained for, best of all. Misses all others: the
  // simulation must be of the right thing.
  //
  // **Autoencoder.** Finds what is unlike everything common, and needs neither labels nor a
  // resonance. Misses signals among known patterns: rare is not signal, and what is rare depends on
  // the choice of variables.
  //
  // **CWoLa.** Finds a particle that peaks in mass and differs in *some* of its features, here
  // nearly as well as if it had labels. Needs features that are independent of the mass, a peak,
  // and enough signal to learn from.
  //
  // ## Exercises
  //
  // **1. What is a cut worth?** A cut keeps 60 % of the signal and 0.5 % of the background. Before
  // the cut, the signal made 1.5 standard deviations. How many after it?

  // %% [exercise]
  double after = Double.NaN; // your number
  exercise(
      "significance after the cut",
      () -> after,
      v ->
          Double.isNaN(v)
              ? "multiply by eps_S / sqrt(eps_B); put your number in place of Double.NaN"
              : close(v, 1.5 * 0.6 / Math.sqrt(0.005), 0.1)
                  ? ""
                  : close(v, 1.5 * 0.6 / 0.005, 0.5)
                      ? "that divides by eps_B itself; errors of counts go with the root"
                      : "S goes down to 0.6 S and the root of B to sqrt(0.005) of what it was");

  // %% [solution]
  // double after = 1.5 * 0.6 / Math.sqrt(0.005); // 12.7
  // exercise(
  //     "significance after the cut",
  //     () -> after,
  //     v -> close(v, 12.7, 0.1) ? "" : "multiply 1.5 by 0.6 / sqrt(0.005)");

  // %% [markdown]
  // **2. Which may CWoLa have?** Of these six, name those that are fit to be its features:
  // `jet2_tau32`, `jet2_pt`, `jet1_mass / m_jj`, `jet1_mass / jet2_mass`, `jet1_pt + jet2_pt`,
  // `jet1_tau21 * jet2_tau21`. The check compares both sidebands, as above: try it on one before
  // you answer.

  // %% [exercise]
  List<String> fit = List.of(); // your names, as in List.of("jet2_pt", "jet2_tau32")
  exercise(
      "features that do not know the mass",
      () -> fit,
      names -> {
        if (names.isEmpty()) {
          return "which of the six do not change from the lower to the upper sideband?";
        }
        for (var drift : Drift.of(low, high, names)) {
          if (drift.ksTest().pValue().orElse(0) < 1e-4) {
            return drift.name() + " differs between the sidebands: it knows the mass";
          }
        }
        return new TreeSet<>(names).size() < 3
            ? "these are fit, but not all that are: look for " + (3 - names.size()) + " more"
            : "";
      });

  // %% [solution]
  // List<String> fit = List.of("jet2_tau32", "jet1_mass / jet2_mass", "jet1_tau21 * jet2_tau21");
  // exercise(
  //     "features that do not know the mass",
  //     () -> fit,
  //     names ->
  //         Drift.of(low, high, names).stream()
  //                 .allMatch(d -> d.ksTest().pValue().orElse(0) > 1e-4)
  //             ? ""
  //             : "one of them knows the mass");

  // %% [markdown]
  // ## References
  //
  // * E. Metodiev, B. Nachman, J. Thaler, *Classification without labels*, JHEP 10 (2017) 174,
  //   arXiv:1708.02949
  // * J. Collins, K. Howe, B. Nachman, *Anomaly detection for resonant new physics with machine
  //   learning*, Phys. Rev. Lett. 121 (2018) 241803, arXiv:1805.02664; *Extending the search for
  // new
  //   resonances with machine learning*, Phys. Rev. D 99 (2019) 014038, arXiv:1902.02634
  // * T. Heimel et al., *QCD or what?*, SciPost Phys. 6 (2019) 030, arXiv:1808.08979; M. Farina,
  //   Y. Nakai, D. Shih, *Searching for new physics with deep autoencoders*, arXiv:1808.08992
  // * J. Gallicchio et al., *Multivariate discrimination and the Higgs + W/Z search*,
  //   arXiv:1010.3698: the significance improvement characteristic
  // * G. Kasieczka et al., *The LHC Olympics 2020*, Rep. Prog. Phys. 84 (2021) 124201,
  //   arXiv:2101.08320
  // * ATLAS Collaboration, *Dijet resonance search with weak supervision*, Phys. Rev. Lett. 125
  //   (2020) 131801, arXiv:2005.02983: the first search of this kind
}
