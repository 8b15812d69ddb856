// %% [markdown]
// # 20. Regression: the mass of two muons
//
// Classification asks *which*, **regression** asks *how much*: the output is a number with a unit.
// The loss of the lecture for it is the mean squared error,
//
// $$ L_\text{MSE} = \frac{1}{N}\sum_{j=1}^{N} (\hat y_j - y_j)^2 . $$
//
// Our number is the mass of a $Z$ boson that decayed to two muons. This is a good place to learn
// regression, since we know the right answer, a formula:
//
// $$ m^2 = 2\,p_{T1}\,p_{T2}\left[\cosh(\eta_1-\eta_2) - \cos(\varphi_1-\varphi_2)\right] $$
//
// The events are real: 10,583 pairs that the CMS experiment recorded in 2011 and gave to the
// public (CMS open data), with masses from 60 to 120 GeV. Where that file is not at hand,
// generated pairs take their place.

// %%
import static org.jpsi.lessons.Lesson.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import org.jpsi.core.data.*;
import org.jpsi.core.eval.*;
import org.jpsi.core.expression.*;
import org.jpsi.core.histogram.*;
import org.jpsi.core.loss.*;
import org.jpsi.core.nn.*;
import org.jpsi.core.optim.*;
import org.jpsi.core.random.*;
import org.jpsi.core.table.*;
import org.jpsi.core.tensor.*;
import org.jpsi.core.train.*;
import org.jpsi.formats.*;
import org.jpsi.lab.sim.*;
import org.jpsi.report.*;

// %% [helper]
// Some tools for later: first what is to be learned, in GeV. Where there is a column `truth`, it is
// that, else what the formula gives.
double[] masses(Table pairs) {
  return pairs.find("truth").isPresent() ? pairs.numbers("truth").toDoubles() : formula(pairs);
}

double[] formula(Table pairs) {
  double[] mass = new double[pairs.rows()];
  for (int i = 0; i < mass.length; i++) {
    mass[i] = muon(pairs, "1", i).plus(muon(pairs, "2", i)).mass();
  }
  return mass;
}

FourVector muon(Table pairs, String which, int event) {
  return FourVector.of(
      pairs.numbers("pt" + which).value(event),
      pairs.numbers("eta" + which).value(event),
      pairs.numbers("phi" + which).value(event),
      0.10566);
}

// Inputs of the network: each expression one feature, standardized by means and spreads.
record Inputs(List<String> expressions, double[] mean, double[] spread) {
  static Inputs of(Table pairs, String... expressions) {
    double[] mean = new double[expressions.length];
    double[] spread = new double[expressions.length];
    for (int f = 0; f < mean.length; f++) {
      double[] values = Expression.parse(expressions[f]).evaluate(pairs);
      double average = Arrays.stream(values).average().orElse(0);
      mean[f] = average;
      spread[f] =
          Math.sqrt(
              Arrays.stream(values).map(x -> (x - average) * (x - average)).average().orElse(1));
    }
    return new Inputs(List.of(expressions), mean, spread);
  }

  float[] of(Table pairs) {
    int k = mean.length;
    float[] inputs = new float[pairs.rows() * k];
    for (int f = 0; f < k; f++) {
      double[] values = Expression.parse(expressions.get(f)).evaluate(pairs);
      for (int i = 0; i < values.length; i++) {
        inputs[i * k + f] = (float) ((values[i] - mean[f]) / spread[f]);
      }
    }
    return inputs;
  }
}

// What is learned: (mass - center) / scale, with a weight for each event.
Dataset dataset(Table pairs, Inputs inputs, double center, double scale, double[] weight) {
  double[] mass = masses(pairs);
  float[] target = new float[mass.length];
  float[] weights = new float[mass.length];
  for (int i = 0; i < mass.length; i++) {
    target[i] = (float) ((mass[i] - center) / scale);
    weights[i] = (float) weight[i];
  }
  return Dataset.of(inputs.of(pairs), target, weights);
}

// A trained network as a function of events, in GeV.
record Regression(Layer net, Inputs inputs, double center, double scale) {
  double[] masses(Table pairs) {
    Tensor x = Tensor.of(inputs.of(pairs), pairs.rows(), inputs.mean().length);
    float[] out = net.forward(x, Mode.inference()).toArray();
    double[] mass = new double[out.length];
    for (int i = 0; i < out.length; i++) {
      mass[i] = center + scale * out[i];
    }
    return mass;
  }
}

double[] ones(int n) {
  double[] ones = new double[n];
  Arrays.fill(ones, 1);
  return ones;
}

double[] filled(int n, double value) {
  double[] all = new double[n];
  Arrays.fill(all, value);
  return all;
}

// How good predictions are, all in all and in bins of the true mass.
RegressionMetrics quality(double[] predicted, Table pairs) {
  return RegressionMetrics.of(
      predicted, masses(pairs), ones(pairs.rows()), new Binning(60, 120, 12));
}

void main() {
  // %% [markdown]
  // ## The events

  // %%
  var file = data("dimuon/Zmumu_Run2011A.csv");
  var pairs =
      file.isPresent()
          ? Tables.read(file.get(), null)
          : Selection.of("lesson", "process == 5 && M > 60 && M < 120")
              .filter(Generator.of("dimuon", 11).table(46_000));
  say(file.isPresent() ? "real pairs, recorded by CMS in 2011" : "generated pairs");
  show(pairs);
  show(
      Chart.of("Pairs of muons")
          .size(600, 300)
          .axes("mass by the formula [GeV]", "pairs per GeV")
          .histogram("recorded", masses(pairs), 60, 120, 60));

  // %% [markdown]
  // The formula's mass is the **target**. Three fifths of the pairs train, a fifth validates, a
  // fifth tests.

  // %%
  int n = pairs.rows();
  var train = pairs.slice(0, n * 3 / 5);
  var validation = pairs.slice(n * 3 / 5, n * 4 / 5);
  var test = pairs.slice(n * 4 / 5, n);
  double center = Arrays.stream(masses(train)).average().orElse(0);
  double scale =
      Math.sqrt(
          Arrays.stream(masses(train)).map(m -> (m - center) * (m - center)).average().orElse(1));
  say("training events: mean mass %.2f GeV, spread %.2f GeV", center, scale);

  // %% [markdown]
  // ## A constant
  //
  // Who knows nothing says the mean, always. Any regression has to beat that. The **residual** is
  // what is wrong with a prediction, $r = \hat y - y$. Its mean is the **bias**, the root of its
  // mean square the **RMSE**, its spread about the bias the **resolution**.
  //
  // **Exercise.** A network says 90, 93 and 88 GeV where 91, 91 and 91 are right. What are bias
  // and RMSE in GeV? (Write fractions and roots as they are: `1.0 / 3`, `Math.sqrt(...)`.)

  // %% [exercise]
  double[] biasAndRmse = {Double.NaN, Double.NaN}; // your two numbers
  exercise(
      "bias and RMSE of three residuals",
      () -> biasAndRmse,
      a ->
          a.length != 2 || Double.isNaN(a[0] + a[1])
              ? "two numbers are asked for"
              : close(a[0], 2.0 / 3, 0.01)
                  ? "a residual is prediction minus truth: the sign"
                  : !close(a[0], -2.0 / 3, 0.01)
                      ? "the residuals are -1, 2 and -3; the bias is their mean"
                      : close(a[1], Math.sqrt(14.0 / 3), 0.01)
                          ? ""
                          : "the RMSE is the root of the mean of 1, 4 and 9");

  // %% [solution]
  // double[] answer = {-2.0 / 3, Math.sqrt(14.0 / 3)};
  // exercise(
  //     "bias and RMSE of three residuals",
  //     () -> answer,
  //     a -> close(a[0], -0.667, 0.01) && close(a[1], 2.160, 0.01) ? "" : "no");

  // %% [markdown]
  // **Predict first.** What RMSE (in GeV) has the constant?

  // %%
  var guess = predict("RMSE of the constant in GeV", 3.0);

  // %%
  var constant = quality(filled(test.rows(), center), test);
  guess.reveal(Math.round(100 * constant.rmse()) / 100.0);

  // %% [markdown]
  // It is the spread of the masses: by how much the truth differs from its mean.
  //
  // ## A network
  //
  // Two hidden layers with ReLU. The last layer is **linear**, without an activation, for a mass
  // may be any number. First it gets the six numbers of the two muons as they are; then a second
  // one gets what a physicist would look at: logarithms of the momenta, and differences of angles.

  // %%
  record Choice(String name, Inputs inputs) {}

  var choices =
      List.of(
          new Choice("six numbers", Inputs.of(train, "pt1", "eta1", "phi1", "pt2", "eta2", "phi2")),
          new Choice(
              "physicist's",
              Inputs.of(train, "log(pt1)", "log(pt2)", "abs(eta1 - eta2)", "cos(phi1 - phi2)")));
  List<Regression> nets = new ArrayList<>();
  var losses =
      Chart.of("Loss of validation events")
          .axes("epoch", "mean squared error / variance of the masses")
          .logY();
  for (Choice choice : choices) {
    var net =
        Sequential.of(
            Linear.of(choice.inputs().mean().length, 64),
            Relu.of(),
            Linear.of(64, 64),
            Relu.of(),
            Linear.of(64, 1));
    var history =
        Trainer.of(net, new MeanSquaredError(), new Adam(0.003))
            .fit(
                dataset(train, choice.inputs(), center, scale, ones(train.rows())),
                dataset(validation, choice.inputs(), center, scale, ones(validation.rows())),
                TrainingConfig.epochs(60)
                    .withBatch(128)
                    .withPatience(0)
                    .withSchedule(new Schedule.Cosine(0.05, 0))
                    .withThreads(threads()));
    nets.add(new Regression(net, choice.inputs(), center, scale));
    losses.line(
        choice.name(),
        history.epochs().stream().mapToDouble(Epoch::number).toArray(),
        history.epochs().stream().mapToDouble(Epoch::validationLoss).toArray());
  }
  show(losses);

  // %%
  var raw = quality(nets.get(0).masses(test), test);
  var physicist = quality(nets.get(1).masses(test), test);
  var exact = quality(formula(test), test);
  say("                     RMSE [GeV]        bias [GeV]   resolution [GeV]");
  for (int k = 0; k < 4; k++) {
    var q = List.of(constant, raw, physicist, exact).get(k);
    say(
        "%-18s %6.2f ± %.2f   %+6.2f ± %.2f   %6.2f",
        List.of("constant", "net, six numbers", "net, physicist's", "formula").get(k),
        q.rmse(),
        q.rmseError(),
        q.bias(),
        q.biasError(),
        Math.sqrt(q.rmse() * q.rmse() - q.bias() * q.bias()));
  }
  var formulaMass = masses(test);
  var netMass = nets.get(1).masses(test);
  var rawMass = nets.get(0).masses(test);
  double[] rawResidual = new double[formulaMass.length];
  double[] residual = new double[formulaMass.length];
  for (int i = 0; i < residual.length; i++) {
    rawResidual[i] = rawMass[i] - formulaMass[i];
    residual[i] = netMass[i] - formulaMass[i];
  }
  show(
      FigureGrid.of(
          Chart.of("Residuals on test events")
              .size(400, 330)
              .axes("predicted - true mass [GeV]", "events per 0.5 GeV")
              .histogram("six numbers", rawResidual, -15, 15, 60)
              .histogram("physicist's", residual, -15, 15, 60),
          Chart.of("Predicted against true mass")
              .size(400, 330)
              .axes("true mass [GeV]", "predicted mass [GeV]")
              .points(
                  "six numbers", Arrays.copyOf(formulaMass, 300), Arrays.copyOf(rawMass, 300), 1.5)
              .points(
                  "physicist's", Arrays.copyOf(formulaMass, 300), Arrays.copyOf(netMass, 300), 1.5)
              .dashed("", new double[] {60, 120}, new double[] {60, 120})));
  claim(
      "a net is better than a constant, with good features much better",
      raw.rmse() + 3 * raw.rmseError() < constant.rmse() && physicist.rmse() < raw.rmse() / 2);
  claim("no net is as good as the formula", exact.rmse() < 0.001 && physicist.rmse() > 0.01);

  // %% [markdown]
  // The network with six plain numbers has to find out that only the difference of two azimuths
  // counts, and that $-\pi$ and $\pi$ are the same direction. It does not succeed well with six
  // thousand events. **Where a formula is known, use it**, or give the network what the formula is
  // made of.
  //
  // ## Two things that are easily done wrong
  //
  // **The output.** A sigmoid at the end gives numbers between 0 and 1 only. **The target.** Here
  // it was standardized, $(m - \bar m)/s$, and the prediction turned back to GeV. Without, the
  // network begins with outputs near 0 and has to climb to 90 first.
  //
  // The same net, the same 15 epochs:

  // %%
  String[] ways = {"as it should be", "target in GeV", "sigmoid output"};
  double[] rmse = new double[3];
  for (int w = 0; w < 3; w++) {
    var inputs = choices.get(1).inputs();
    List<Layer> layers =
        new ArrayList<>(
            List.of(Linear.of(4, 64), Relu.of(), Linear.of(64, 64), Relu.of(), Linear.of(64, 1)));
    if (w == 2) {
      layers.add(Sigmoid.of());
    }
    var net = Sequential.of(layers);
    double c = w == 1 ? 0 : center;
    double s = w == 1 ? 1 : scale;
    Trainer.of(net, new MeanSquaredError(), new Adam(0.003))
        .fit(
            dataset(train, inputs, c, s, ones(train.rows())),
            dataset(validation, inputs, c, s, ones(validation.rows())),
            TrainingConfig.epochs(15).withThreads(threads()));
    rmse[w] = quality(new Regression(net, inputs, c, s).masses(test), test).rmse();
    say("%-16s RMSE %.2f GeV", ways[w], rmse[w]);
  }
  claim("both mistakes cost dearly", rmse[1] > 1.5 * rmse[0] && rmse[2] > 2 * rmse[0]);

  // %% [markdown]
  // ## The pull to 91 GeV
  //
  // Nearly all training events have a mass near 91 GeV. What does the network say to a pair of 65
  // or 115 GeV? To see that we need pairs of **all masses alike**: we make them ourselves. A pair
  // of mass $m$, with some transverse momentum and some rapidity, decays in its rest frame into
  // two particles back to back, and is then seen from the laboratory (a Lorentz boost).
  //
  // And one thing is made worse on purpose: momenta are measured to 10 % only, as those of jets
  // are ($Z \to b \bar b$, $h \to b\bar b$). Then the formula has an error, too, and a network may
  // be the better one.

  // %%
  interface Spectrum {
    double mass(Rng event);
  }

  java.util.function.BiFunction<Integer, Spectrum, Table> decays =
      (count, spectrum) -> {
        float[][] columns = new float[6][count];
        double[] truth = new double[count];
        int made = 0;
        for (long trial = 0; made < count; trial++) {
          Rng event = Rng.of(91).child(trial);
          double m = spectrum.mass(event);
          double pt = -12 * StrictMath.log(event.openUniform(1)); // GeV
          double y = event.normal(2);
          double phi = 2 * Math.PI * event.uniform(3);
          double cos = 2 * event.uniform(4) - 1;
          double turn = 2 * Math.PI * event.uniform(5);
          double mt = Math.sqrt(m * m + pt * pt);
          var pair =
              new FourVector(
                  pt * StrictMath.cos(phi),
                  pt * StrictMath.sin(phi),
                  mt * StrictMath.sinh(y),
                  mt * StrictMath.cosh(y));
          double p = Math.sqrt(m * m / 4 - 0.10566 * 0.10566);
          double across = p * Math.sqrt(1 - cos * cos);
          var first =
              FourVector.ofMomentum(
                      across * StrictMath.cos(turn),
                      across * StrictMath.sin(turn),
                      p * cos,
                      0.10566)
                  .boost(pair);
          var second = pair.minus(first);
          if (Math.min(first.pt(), second.pt()) < 15
              || Math.max(Math.abs(first.eta()), Math.abs(second.eta())) > 2.4) {
            continue; // the detector does not see it
          }
          boolean swap = first.pt() < second.pt();
          FourVector[] muons = {swap ? second : first, swap ? first : second};
          for (int k = 0; k < 2; k++) {
            double measured = Math.max(0.5, 1 + 0.1 * event.normal(6 + k));
            columns[3 * k][made] = (float) (measured * muons[k].pt());
            columns[3 * k + 1][made] = (float) muons[k].eta();
            columns[3 * k + 2][made] = (float) muons[k].phi();
          }
          truth[made] = m;
          made++;
        }
        List<Column> all = new ArrayList<>();
        for (int k = 0; k < 6; k++) {
          String name = List.of("pt", "eta", "phi").get(k % 3) + (k < 3 ? 1 : 2);
          all.add(NumberColumn.of(name, List.of("GeV", "1", "rad").get(k % 3), columns[k]));
        }
        all.add(NumberColumn.of("truth", "GeV", truth));
        return Table.of("made in the lesson", all);
      };
  Spectrum flat = event -> 40 + 100 * event.uniform(0); // GeV
  Spectrum peak =
      event -> {
        double m = 91.19 + 1.25 * StrictMath.tan(Math.PI * (event.openUniform(0) - 0.5));
        return event.uniform(9) < 0.05 || m < 40 || m > 140 ? 40 + 100 * event.uniform(8) : m;
      };
  var flatPairs = decays.apply(22_000, flat);
  var flatTrain = flatPairs.slice(0, 12_000);
  var flatTest =
      Selection.of("lesson", "truth > 60 && truth < 120").filter(flatPairs.slice(12_000, 22_000));
  var peakTrain = decays.apply(12_000, peak);
  show(
      Chart.of("Two training spectra")
          .size(600, 280)
          .axes("mass [GeV]", "pairs per GeV")
          .histogram("Z peak", masses(peakTrain), 40, 140, 100)
          .histogram("flat", masses(flatTrain), 40, 140, 100)
          .logY()
          .yRange(1, 5000));

  // %% [markdown]
  // **Predict first.** The network that has seen the Z peak: what will its mean error be for pairs
  // of 65 to 70 GeV (a positive number: it says too much)?

  // %%
  var pulled = predict("mean error in GeV at 65 to 70 GeV", 0.0);

  // %%
  // The same net on the physicist's features, trained on the peak, on the peak with weights that
  // make every mass count alike, and on the flat spectrum.
  double[] peakMass = masses(peakTrain);
  double[] perBin = new double[50];
  for (double m : peakMass) {
    perBin[Math.clamp((long) ((m - 40) / 2), 0, 49)]++;
  }
  double[] evening = new double[peakMass.length];
  for (int i = 0; i < evening.length; i++) {
    evening[i] = 1 / perBin[Math.clamp((long) ((peakMass[i] - 40) / 2), 0, 49)];
  }
  String[] trainings = {"Z peak", "Z peak, weighted", "flat", "formula"};
  Table[] samples = {peakTrain, peakTrain, flatTrain};
  double[][] weights = {ones(12_000), evening, ones(12_000)};
  List<RegressionMetrics> qualities = new ArrayList<>();
  for (int k = 0; k < 3; k++) {
    var inputs =
        Inputs.of(samples[k], "log(pt1)", "log(pt2)", "abs(eta1 - eta2)", "cos(phi1 - phi2)");
    var net =
        Sequential.of(Linear.of(4, 32), Relu.of(), Linear.of(32, 32), Relu.of(), Linear.of(32, 1));
    var learning = samples[k].slice(0, 10_000);
    var watching = samples[k].slice(10_000, 12_000);
    Trainer.of(net, new MeanSquaredError(), new Adam(0.003))
        .fit(
            dataset(learning, inputs, 90, 15, Arrays.copyOf(weights[k], 10_000)),
            dataset(watching, inputs, 90, 15, Arrays.copyOfRange(weights[k], 10_000, 12_000)),
            TrainingConfig.epochs(20)
                .withBatch(128)
                .withPatience(0)
                .withSchedule(new Schedule.Cosine(0.05, 0))
                .withThreads(threads()));
    qualities.add(quality(new Regression(net, inputs, 90, 15).masses(flatTest), flatTest));
  }
  qualities.add(quality(formula(flatTest), flatTest));
  var profile =
      Chart.of("Bias against the true mass, on pairs of all masses")
          .size(600, 340)
          .axes("true mass [GeV]", "mean of predicted - true [GeV]")
          .horizontal(0)
          .vertical(91.19);
  for (int k = 0; k < 4; k++) {
    var slices = qualities.get(k).profile();
    double[] middles = slices.stream().mapToDouble(s -> (s.lower() + s.upper()) / 2).toArray();
    double[] biases = slices.stream().mapToDouble(RegressionMetrics.ProfileBin::bias).toArray();
    profile.line(trainings[k], middles, biases);
    profile.errors(
        trainings[k],
        middles,
        biases,
        slices.stream().mapToDouble(RegressionMetrics.ProfileBin::biasError).toArray());
  }
  show(profile);
  ToDoubleFunction<RegressionMetrics> low = q -> q.profile().get(1).bias();
  ToDoubleFunction<RegressionMetrics> high = q -> q.profile().get(10).bias();
  pulled.reveal(Math.round(10 * low.applyAsDouble(qualities.get(0))) / 10.0);
  for (int k = 0; k < 4; k++) {
    say(
        "%-17s bias at 65 to 70 GeV %+6.2f, at 110 to 115 GeV %+6.2f; RMSE %.2f; at 90 to 95 GeV"
            + " resolution %.2f",
        trainings[k],
        low.applyAsDouble(qualities.get(k)),
        high.applyAsDouble(qualities.get(k)),
        qualities.get(k).rmse(),
        qualities.get(k).profile().get(6).resolution());
  }
  // How far off the two ends are, on average, whatever the sign.
  ToDoubleFunction<RegressionMetrics> off =
      q -> (Math.abs(low.applyAsDouble(q)) + Math.abs(high.applyAsDouble(q))) / 2;
  double pull = off.applyAsDouble(qualities.get(0));
  claim(
      "trained on a peak, a net pulls every mass to the peak",
      low.applyAsDouble(qualities.get(0)) > 5 * qualities.get(0).profile().get(1).biasError()
          && high.applyAsDouble(qualities.get(0))
              < -5 * qualities.get(0).profile().get(10).biasError());
  claim(
      "a flat training spectrum takes away most of the pull",
      off.applyAsDouble(qualities.get(2)) < pull / 2);
  claim("so do weights", off.applyAsDouble(qualities.get(1)) < pull / 2);
  claim(
      "on masses of all sizes, the peak has made the net worse than the formula",
      qualities.get(0).rmse() > qualities.get(3).rmse() + 5 * qualities.get(3).rmseError());

  // %% [markdown]
  // Where the measured momenta leave the network in doubt, the prediction of least squared error
  // is the *mean* of the masses that would fit: $\hat y(x) = E[m \mid x]$. In the training events
  // those were nearly all near 91 GeV. So a network trained on a peak has learned the peak as
  // well, and would show one even where there is none: a background that falls smoothly would get
  // a bump at 91 GeV!
  //
  // Look at the last column, too: at the peak this network has by far the best resolution. It looks
  // splendid where it is tested on what it was trained on, for it draws all its answers towards 91
  // GeV.
  //
  // The remedies: train on a **flat** spectrum, as is done for real (the regressions of jet
  // energies and of the masses of boosted jets), or give events **weights** that make every mass
  // count alike. Weights can't replace events that are not there: the few pairs far from the peak
  // must stand for all.
  //
  // *Try: 0.5 in place of 0.05 in `peak`, the part of pairs outside the peak.*
  //
  // **Exercise.** In training events, 4000 pairs have a mass of 90 to 92 GeV and 25 have 70 to 72
  // GeV. A pair at 91 GeV has weight 1. What weight gives both bins the same sum?

  // %% [exercise]
  double weightAt71 = Double.NaN; // your number
  exercise(
      "a weight for rare masses",
      () -> weightAt71,
      w ->
          close(w, 160, 0.5)
              ? ""
              : close(w, 1 / 160.0, 0.001)
                  ? "the other way round: rare events count more"
                  : "25 pairs of weight w should sum up to as much as 4000 of weight 1");

  // %% [solution]
  // double rare = 4000.0 / 25;
  // exercise("a weight for rare masses", () -> rare, w -> close(w, 160, 0.5) ? "" : "no");

  // %% [markdown]
  // **Exercise.** Write what the network with six numbers lacks: the angle between two azimuths,
  // always from 0 to $\pi$.

  // %% [exercise]
  DoubleBinaryOperator between = (a, b) -> Double.NaN; // your code
  exercise(
      "the angle between two azimuths",
      () -> new double[] {between.applyAsDouble(0.5, 2), between.applyAsDouble(3, -3)},
      d ->
          Double.isNaN(d[0])
              ? "there is no answer yet"
              : !close(d[0], 1.5, 1e-6)
                  ? "between 0.5 and 2 it is 1.5, not " + d[0]
                  : close(d[1], 2 * Math.PI - 6, 1e-6)
                      ? ""
                      : "3 and -3 are neighbours on the circle; the cosine knows that");

  // %% [solution]
  // DoubleBinaryOperator angle = (a, b) -> Math.acos(Math.cos(a - b));
  // exercise(
  //     "the angle between two azimuths",
  //     () -> angle.applyAsDouble(3, -3),
  //     d -> close(d, 2 * Math.PI - 6, 1e-6) ? "" : "no");

  // %% [markdown]
  // **References.** CMS collaboration, T. McCauley, *Events with two muons from 2011*, CERN Open
  // Data Portal (2014), DOI 10.7483/OPENDATA.CMS.CB8H.MFFA. CMS Collaboration, *A deep neural
  // network for simultaneous estimation of b jet energy and resolution*, Comput. Softw. Big Sci. 4
  // (2020) 10, arXiv:1912.06046. C. M. Bishop, *Pattern Recognition and Machine Learning*,
  // Springer 2006, section 1.5.5.
}
