// %% [markdown]
// # 18. Training data
//
// The slide *Training data selection*: **"Neural network predictions are entirely dependent on what
// it's shown during training. It won't be able to generalize if given an unreliable/biased training
// sample. Carefully selecting your training data is one of the most important tasks when developing
// a NN algorithm."**
//
// In particle physics the training sample is a simulation. This lesson trains the *same* network on
// seven versions of it, one right and six wrong, and asks of each:
//
// * what does the network do then, on **clean** events whose labels are right?
// * could one have **noticed**, with the events that the network is used on, and no labels?
//
// The physics: heavy Higgs bosons that decay into two W bosons and a light Higgs, against pairs of
// top quarks (lesson 19). From each event we take two masses in GeV: `m_bb`, of the two b-jets,
// which is near 125 for the light Higgs, and `m_wbb`, with a W boson added.

// %%
import static org.jpsi.lessons.Lesson.*;

import java.util.*;
import java.util.stream.*;
import org.jpsi.core.data.*;
import org.jpsi.core.eval.*;
import org.jpsi.core.expression.*;
import org.jpsi.core.loss.*;
import org.jpsi.core.model.*;
import org.jpsi.core.nn.*;
import org.jpsi.core.optim.*;
import org.jpsi.core.random.*;
import org.jpsi.core.table.*;
import org.jpsi.core.task.*;
import org.jpsi.core.train.*;
import org.jpsi.lab.sim.*;
import org.jpsi.report.*;

// %% [markdown]
// Helpers, to be read when you meet them.

// %% [helper]
/// The label of each event: 1 for the Higgs, 0 for top quarks.
double[] labels(Table events) {
  return events.numbers("process").toDoubles();
}

/// A column with every number changed.
Table changed(Table events, String name, java.util.function.DoubleUnaryOperator change) {
  double[] values = Arrays.stream(events.numbers(name).toDoubles()).map(change).toArray();
  return events.with(NumberColumn.of(name, events.column(name).unit(), values));
}

/// Trains a network on events with these labels. The model that comes out knows its features by
/// name, their scaling, and between which values training saw them.
Model train(Table events, double[] label) {
  Preprocessing prep = Preprocessing.standardize("m_bb", "m_wbb").fit(events);
  int n = events.rows();
  float[] x = prep.apply(events);
  float[] y = new float[n];
  float[] one = new float[n];
  for (int i = 0; i < n; i++) {
    y[i] = (float) label[i];
    one[i] = 1;
  }
  Sequential net =
      Sequential.of(Linear.of(2, 32), Relu.of(), Linear.of(32, 32), Relu.of(), Linear.of(32, 1));
  Dataset none = Dataset.none();
  Trainer.of(net, new BinaryCrossEntropy(), new Adam(3e-3))
      .fit(
          Dataset.of(x, y, one),
          none,
          TrainingConfig.epochs(8).withBatch(512).withThreads(threads()));
  List<InputColumn> columns =
      prep.features().columnNames().stream()
          .map(name -> InputColumn.of(events.column(name)))
          .toList();
  Task task = new Task.Binary("higgs", "top");
  return new Model(columns, prep, "", task, new NetworkPredictor(net), Map.of());
}

/// The probability of Higgs that a model gives each event.
double[] scores(Model model, Table events) {
  return Scorer.of(model).score(events).numbers("score").toDoubles();
}

/// The area under the ROC curve, on events with right labels.
double auc(Model model, Table events) {
  double[] one = new double[events.rows()];
  Arrays.fill(one, 1);
  double[] label = labels(events);
  boolean[] signal = new boolean[one.length];
  for (int i = 0; i < one.length; i++) {
    signal[i] = label[i] == 1;
  }
  return Auc.of(scores(model, events), signal, one).value();
}

/// The share of events that a cut at 0.5 puts on the right side.
double right(Model model, Table events) {
  double[] score = scores(model, events);
  double[] label = labels(events);
  int right = 0;
  for (int i = 0; i < score.length; i++) {
    right += score[i] > 0.5 == (label[i] == 1) ? 1 : 0;
  }
  return (double) right / score.length;
}

/// The share of events outside the ranges that the model was trained in.
double outside(Model model, Table events) {
  return TrainingRanges.of(model, events).outside();
}

/// The largest distance between what was trained on and what the network is used on.
Drift drift(Table training, Table used) {
  return Drift.of(training, used, List.of("m_bb", "m_wbb")).stream()
      .max(Comparator.comparingDouble(d -> d.ksTest().distance()))
      .orElseThrow();
}

/// What a model says everywhere: blue is Higgs, orange is top.
Chart map(String title, Model model) {
  int n = 60;
  double[] x = new double[n];
  double[] y = new double[n];
  for (int i = 0; i < n; i++) {
    x[i] = 5 + i * 5;
    y[i] = 155 + i * 10;
  }
  double[] bb = new double[n * n];
  double[] wbb = new double[n * n];
  for (int k = 0; k < n * n; k++) {
    bb[k] = x[k % n];
    wbb[k] = y[k / n];
  }
  Table grid =
      Table.of(
          "grid",
          List.of(NumberColumn.of("m_bb", "GeV", bb), NumberColumn.of("m_wbb", "GeV", wbb)));
  double[] score = scores(model, grid);
  double[][] z = new double[n][];
  for (int i = 0; i < n; i++) {
    z[i] = Arrays.copyOfRange(score, i * n, i * n + n);
  }
  return Chart.of(title)
      .axes("m_bb [GeV]", "m_wbb [GeV]")
      .divergingHeat(x, y, z, 0, 1)
      .contours(x, y, z, 0.5)
      .size(330, 270);
}

void main() {
  // %% [markdown]
  // ## The right sample
  //
  // 50,000 simulated events to train on, and 20,000 others, the **clean** ones, to judge by. In
  // use,
  // a network gets events without labels: those are our `used`, drawn anew, half Higgs, half top.
  //
  // In the maps, blue is where the network says Higgs, orange where it says top; on the line its
  // score is 0.5.

  // %%
  var training = Generator.of("higgs", 1).table(50_000);
  var clean = Generator.of("higgs", 2).table(20_000);
  var used = Generator.of("higgs", 5).table(20_000);
  var higgs = Selection.of("class", "process == 1").filter(clean);
  var top = Selection.of("class", "process == 0").filter(clean);
  var good = train(training, labels(training));
  show(
      FigureGrid.of(
          Chart.of("Clean events")
              .axes("m_bb [GeV]", "share per GeV")
              .shape("Higgs", higgs.numbers("m_bb").toDoubles(), 0, 300, 50)
              .shape("top", top.numbers("m_bb").toDoubles(), 0, 300, 50)
              .size(330, 270),
          map("Trained on the right sample", good)));
  say("right sample: AUC %.3f, %.1f %% right", auc(good, clean), 100 * right(good, clean));
  for (int j = 0; j < 2; j++) {
    var range = good.preprocessing().columns().get(j);
    String name = good.features().names().get(j);
    say("  trained from %.0f to %.0f GeV in %s", range.low(), range.high(), name);
  }
  for (var drift : Drift.of(training, used, List.of("m_bb", "m_wbb"))) {
    say("  %s", drift);
  }
  claim(
      "the right sample: the network beats chance by far, and no drift is seen",
      auc(good, clean) > 0.7 && drift(training, used).ksTest().pValue().orElse(0) > 0.01);

  // %% [markdown]
  // Two things watch over the inputs from here on:
  //
  // * the **range** of each feature in training, which a model of Jpsi keeps: outside of it, a
  //   network guesses. `TrainingRanges.of(model, used)` counts such events;
  // * the **drift**: the largest difference between the cumulative distributions of training and
  //   use (Kolmogorov and Smirnov), and its p-value, the chance of such a difference if both are
  //   the same (one in twenty is below 0.05, by chance). `Drift.of(training, used, features)` gives
  //   both.
  //
  // ## A biased sample
  //
  // Top pairs are expensive to simulate, so somebody kept only those with `m_bb > 110` GeV,
  // "where the Higgs is". The Higgs sample is complete.
  //
  // **Predict first.** Of the clean top events *below* 110 GeV, which the network never saw, what
  // share will it call top?

  // %%
  var guess = predict("percent of top events below 110 GeV that are called top", 50L);

  // %%
  var filtered = Selection.of("filter", "process == 1 || m_bb > 110").filter(training);
  var biased = train(filtered, labels(filtered));
  var unseen = Selection.of("unseen", "process == 0 && m_bb <= 110").filter(clean);
  show(FigureGrid.of(map("The right sample", good), map("Top only above 110 GeV", biased)));
  say(
      "of the unseen top events, the right sample's network calls %.0f %% top",
      100 * right(good, unseen));
  guess.reveal(Math.round(100 * right(biased, unseen)));
  say("biased: AUC %.3f, %.1f %% right", auc(biased, clean), 100 * right(biased, clean));
  say("  outside the ranges of training: %.2f %%", 100 * outside(biased, used));
  say("  %s", drift(filtered, used));
  claim("a hole in one class ruins the network there", right(biased, unseen) < 0.2);
  claim("ranges do not notice: the other class fills the hole", outside(biased, used) < 0.01);
  claim("drift notices", drift(filtered, used).ksTest().pValue().orElse(1) < 1e-6);

  // %% [markdown]
  // Where only one class was shown, the network learned that all is of this class: "entirely
  // dependent on what it's shown during training". No error message, no low confidence: it is
  // *sure*.
  //
  // Now both classes are filtered, as by an online selection (a trigger) that data do not have:

  // %%
  var triggered = Selection.of("trigger", "m_bb > 110").filter(training);
  var blind = train(triggered, labels(triggered));
  say("trigger: AUC %.3f, %.1f %% right", auc(blind, clean), 100 * right(blind, clean));
  say("  outside the ranges of training: %.1f %%", 100 * outside(blind, used));
  say("  %s", drift(triggered, used));
  claim("ranges notice where no class was shown", outside(blind, used) > 0.2);

  // %% [markdown]
  // ## A mismodelled variable
  //
  // In the simulation the energies of b-jets are 15 % too high, so `m_bb` is. (Real simulations are
  // wrong by some percent, and analyses spend months on it.)

  // %%
  var scaled = changed(training, "m_bb", m -> 1.15 * m);
  var mismodelled = train(scaled, labels(scaled));
  var promised = right(mismodelled, scaled);
  say("what the simulation promises: %.1f %% right", 100 * promised);
  say(
      "what happens on clean events: %.1f %% right, AUC %.3f",
      100 * right(mismodelled, clean), auc(mismodelled, clean));
  say("  outside the ranges of training: %.2f %%", 100 * outside(mismodelled, used));
  say("  %s", drift(scaled, used));
  show(
      Chart.of("m_bb of all events")
          .axes("m_bb [GeV]", "share per GeV")
          .shape("training, 15 % too high", scaled.numbers("m_bb").toDoubles(), 0, 300, 50)
          .shape("in use", used.numbers("m_bb").toDoubles(), 0, 300, 50)
          .size(430, 270));
  claim("it does worse than promised", right(mismodelled, clean) < promised - 0.01);
  claim(
      "ranges do not notice, drift does",
      outside(mismodelled, used) < 0.01 && drift(scaled, used).ksTest().pValue().orElse(1) < 1e-6);

  // %% [markdown]
  // *Try:* 1.02 in place of 1.15, a realistic error. Is it noticed? How large is the damage?
  //
  // ## Wrong labels, symmetric
  //
  // Labels may be wrong, too: in a simulation by a mistake, in data by whoever looked at the
  // pictures. First the mildest kind: 30 % of all labels are turned around, at random.

  // %%
  var afraid = predict("percent right on clean events, with 30 % of labels turned around", 50L);

  // %%
  var draw = Rng.of(5);
  var truth = labels(training);
  var flipped = truth.clone();
  for (int i = 0; i < flipped.length; i++) {
    flipped[i] = draw.uniform(i) < 0.3 ? 1 - truth[i] : truth[i];
  }
  var symmetric = train(training, flipped);
  say("symmetric: AUC %.3f, %.1f %% right", auc(symmetric, clean), 100 * right(symmetric, clean));
  afraid.reveal(Math.round(100 * right(symmetric, clean)));
  claim(
      "30 % of wrong labels, symmetric, hardly matter",
      auc(symmetric, clean) > auc(good, clean) - 0.015);

  // %% [markdown]
  // Surprised? The network learns the *probability* of the label it is shown. If a share $r$ is
  // turned around, that is
  //
  // $$p'(x) = (1 - r)\,p(x) + r\,(1 - p(x)) = (1 - 2r)\,p(x) + r$$
  //
  // It grows with $p$, so the order of events, and with it the ROC, stays. Only the confidence
  // shrinks: nothing is below $r$ or above $1 - r$. One needs more events for it, for the noise.
  //
  // ## Wrong labels, asymmetric
  //
  // 40 % of the Higgs events carry the label of top, and none the other way round: as if data with
  // hidden Higgs bosons were used as "background". Now
  //
  // $$p'(x) = (1 - r)\,p(x)$$
  //
  // which still grows with $p$. But 0.5 is no longer the place to cut.

  // %%
  var missed = truth.clone();
  for (int i = 0; i < missed.length; i++) {
    missed[i] = truth[i] == 1 && draw.uniform(100_000 + i) < 0.4 ? 0 : truth[i];
  }
  var asymmetric = train(training, missed);
  say(
      "asymmetric: AUC %.3f, %.1f %% right",
      auc(asymmetric, clean), 100 * right(asymmetric, clean));
  var some = clean.slice(0, 400);
  var p = scores(good, some);
  var ends = new double[] {0, 1};
  show(
      FigureGrid.of(
          Chart.of("30 % turned around")
              .axes("score, right labels", "score, wrong labels")
              .points("events", p, scores(symmetric, some), 1.5)
              .line("(1 - 2r) p + r", ends, new double[] {0.3, 0.7})
              .xRange(0, 1)
              .yRange(0, 1)
              .size(330, 290),
          Chart.of("40 % of Higgs called top")
              .axes("score, right labels", "score, wrong labels")
              .points("events", p, scores(asymmetric, some), 1.5)
              .line("(1 - r) p", ends, new double[] {0, 0.6})
              .xRange(0, 1)
              .yRange(0, 1)
              .size(330, 290)));
  claim(
      "asymmetric: the order stays, the cut at 0.5 is wrong",
      auc(asymmetric, clean) > auc(good, clean) - 0.015
          && right(asymmetric, clean) < right(good, clean) - 0.04);

  // %% [markdown]
  // ## Wrong labels that depend on the event
  //
  // Random mistakes are harmless to the order. Systematic ones are not. Whoever labelled was
  // convinced that the Higgs is below 125 GeV, and called everything above it top.

  // %%
  var mass = training.numbers("m_bb").toDoubles();
  var believed = truth.clone();
  for (int i = 0; i < believed.length; i++) {
    believed[i] = mass[i] > 125 ? 0 : truth[i];
  }
  var systematic = train(training, believed);
  show(FigureGrid.of(map("Right labels", good), map("Higgs above 125 GeV called top", systematic)));
  say(
      "systematic: AUC %.3f, %.1f %% right",
      auc(systematic, clean), 100 * right(systematic, clean));
  say("  outside the ranges of training: %.2f %%", 100 * outside(systematic, used));
  say("  %s", drift(training, used));
  claim(
      "labels that are wrong in a region are learned as they are",
      auc(systematic, clean) < auc(good, clean) - 0.03);
  claim(
      "neither ranges nor drift can notice: the inputs are as they were",
      outside(systematic, used) < 0.01 && drift(training, used).ksTest().pValue().orElse(0) > 0.01);

  // %% [markdown]
  // ## Data are a mixture
  //
  // In training, half of the events were Higgs. In data they are far rarer. Here is a use with 5 %
  // of Higgs, by the *right* network:

  // %%
  var rare =
      Selection.of("mixture", "process == 0 || eventNumber < 1050")
          .filter(Generator.of("higgs", 4).table(20_000));
  var purity = Arrays.stream(labels(rare)).sum() / rare.rows();
  say("%.1f %% of these events are Higgs", 100 * purity);
  say("AUC %.3f, as before; drift says:", auc(good, rare));
  say("  %s", drift(training, rare));
  var score = scores(good, rare);
  var label = labels(rare);
  int above = 0;
  int real = 0;
  for (int i = 0; i < score.length; i++) {
    if (score[i] > 0.7) {
      above++;
      real += label[i] == 1 ? 1 : 0;
    }
  }
  say("score above 0.7: %d events, of which %.0f %% are Higgs", above, 100.0 * real / above);
  claim(
      "drift rings although the network is as good as ever",
      drift(training, rare).ksTest().pValue().orElse(1) < 1e-6
          && close(auc(good, rare), auc(good, clean), 0.03));
  claim("but its score is no longer the probability of Higgs", real < 0.5 * above);

  // %% [markdown]
  // So drift can ring where nothing is wrong with the network, only with the mixture; and nobody
  // knows the mixture of data: that is what we want to measure. From the inputs alone, "5 % Higgs"
  // and "the jets are mismodelled" look alike. Physicists therefore compare simulation and data in
  // **control regions**, where one class is known to be nearly alone.
  //
  // ## All in one table

  // %%
  var models = List.of(good, biased, blind, mismodelled, symmetric, asymmetric, systematic);
  var shown = List.of(training, filtered, triggered, scaled, training, training, training);
  var what =
      new String[] {
        "nothing",
        "top only above 110 GeV",
        "all only above 110 GeV",
        "m_bb 15 % too high",
        "30 % of labels turned",
        "40 % of Higgs called top",
        "Higgs above 125 called top"
      };
  show(
      Table.of(
          "seven trainings",
          List.of(
              new TextColumn("what is wrong", what),
              NumberColumn.of("AUC", "", models.stream().mapToDouble(m -> auc(m, clean)).toArray()),
              NumberColumn.of(
                  "right", "", models.stream().mapToDouble(m -> right(m, clean)).toArray()),
              NumberColumn.of(
                  "outside range",
                  "",
                  models.stream().mapToDouble(m -> outside(m, used)).toArray()),
              NumberColumn.of(
                  "largest drift",
                  "",
                  shown.stream().mapToDouble(t -> drift(t, used).ksTest().distance()).toArray()))));

  // %% [markdown]
  // Read it by columns. The two at the right are all that one has in use, without labels. They tell
  // of *inputs* that differ. They cannot tell of labels, and they do not say whether a difference
  // does harm.
  //
  // ## Exercises
  //
  // **1. The right cut.** The network `asymmetric` was trained with 40 % of the Higgs events called
  // top, so $p' = 0.6\,p$. At which score must one cut, so that an event above is more likely Higgs
  // than top?

  // %% [exercise]
  double cut = Double.NaN; // your number
  exercise(
      "the cut for asymmetric labels",
      () -> cut,
      v ->
          Double.isNaN(v)
              ? "which p' belongs to p = 0.5? Put your number in place of Double.NaN"
              : close(v, 0.3, 0.005)
                  ? ""
                  : close(v, 0.5, 0.005)
                      ? "that is right for p; the network gives p' = 0.6 p"
                      : "put p = 0.5 into p' = 0.6 p");

  // %% [solution]
  // double cut = 0.6 * 0.5;
  // exercise("the cut for asymmetric labels", () -> cut, v -> close(v, 0.3, 0.005) ? "" : "0.6 p");

  // %% [markdown]
  // **2. Another mixture.** Trained on half and half, a network gives an event $p = 0.9$. In data 5
  // % are Higgs. Weigh both classes anew: Higgs by $0.05/0.5$, top by $0.95/0.5$. How likely is the
  // event a Higgs?

  // %% [exercise]
  double probability = Double.NaN; // your number
  exercise(
      "the probability in data",
      () -> probability,
      v -> {
        double wanted = 0.9 * 0.05 / (0.9 * 0.05 + 0.1 * 0.95);
        return Double.isNaN(v)
            ? "Higgs weighs 0.9 x 0.05 / 0.5; and top? Divide by the sum of both"
            : close(v, wanted, 0.005)
                ? ""
                : close(v, 0.9 * 0.05, 0.003)
                    ? "now divide by the sum of both classes"
                    : "it is 0.9 w / (0.9 w + 0.1 v) with the weights w and v of the classes";
      });

  // %% [solution]
  // double probability = 0.9 * 0.05 / (0.9 * 0.05 + 0.1 * 0.95); // 0.32
  // exercise("the probability in data", () -> probability, v -> close(v, 0.32, 0.005) ? "" :
  // "sum");

  // %% [markdown]
  // **3. Your own mistake.** Make a training sample that is wrong in a way of your own, such that
  // the clean AUC falls by at least 0.02 and yet less than 1 % of events are outside the ranges of
  // training.

  // %% [exercise]
  Table mine = training; // such as changed(training, "m_wbb", m -> m + 50)
  exercise(
      "harm that ranges do not see",
      () -> mine,
      table -> {
        if (table == training) {
          return "this is still the right sample; filter it, or change a column";
        }
        if (table.rows() < 1000) {
          return "only " + table.rows() + " events are left; keep 1000 or more";
        }
        var model = train(table, labels(table));
        double lost = auc(good, clean) - auc(model, clean);
        double out = outside(model, used);
        return out > 0.01
            ? String.format(Locale.ROOT, "%.1f %% are outside of the ranges", 100 * out)
            : lost < 0.02 ? String.format(Locale.ROOT, "the AUC falls by %.3f only", lost) : "";
      });

  // %% [solution]
  // Table mine = Selection.of("filter", "process == 0 || m_bb > 130").filter(training);
  // exercise(
  //     "harm that ranges do not see",
  //     () -> mine,
  //     table -> {
  //       var model = train(table, labels(table));
  //       return outside(model, used) < 0.01 && auc(model, clean) < auc(good, clean) - 0.02
  //           ? ""
  //           : "not enough harm";
  //     });

  // %% [markdown]
  // ## References
  //
  // * B. Frénay, M. Verleysen, *Classification in the presence of label noise: a survey*, IEEE
  //   Trans. Neural Netw. Learn. Syst. 25 (2014) 845
  // * N. Natarajan et al., *Learning with noisy labels*, NIPS 26 (2013) 1196: the order stays under
  //   random label noise
  // * M. Saerens, P. Latinne, C. Decaestecker, *Adjusting the outputs of a classifier to new a
  //   priori probabilities*, Neural Comput. 14 (2002) 21
  // * J. Quiñonero-Candela et al. (editors), *Dataset shift in machine learning*, MIT Press (2009)
  // * P. Baldi, P. Sadowski, D. Whiteson, Nature Commun. 5 (2014) 4308, arXiv:1402.4735: the
  //   benchmark whose events these are like
}
