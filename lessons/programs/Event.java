// %% [markdown]
// # 1. What one collision becomes
//
// Before anything can be learned from data, there have to be data. This lesson follows one
// collision of two protons from the detector to a single row of a table, as last week's lecture
// did in words: **detection**, **reconstruction**, **analysis**. Then it says where the *labels*
// come from, without which there is no supervised learning.
//
// How to use these lessons: run one piece after the other, in order. Where you are asked to
// **predict**, change the number before you run on. Where it says *Try*, change a line and run it
// again. Exercises check themselves; a solution is folded away below each.
//
// The two cells that follow tell where names come from, and bring some tools along. Run them;
// there is no need to read them now. (If Java is new to you: `lessons/README.md` explains in a
// table what its signs mean.)

// %%
import static org.jpsi.lessons.Lesson.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.jpsi.core.expression.*;
import org.jpsi.core.random.*;
import org.jpsi.core.table.*;
import org.jpsi.lab.sim.*;
import org.jpsi.report.*;

// %% [helper]
// A charged particle in the magnetic field of the detector, 3.8 tesla along the beam: seen along
// the beam its path is a circle of radius R[m] = pT[GeV] / (0.3 B[T]).
record Track(double pt, double eta, double phi, int charge) {
  static final double FIELD = 3.8;

  double radius() {
    return pt / (0.3 * FIELD);
  }

  // Azimuth and place along the beam where it crosses a cylinder of radius r, both in m.
  double phiAt(double r) {
    return phi - charge * StrictMath.asin(r / (2 * radius()));
  }

  double zAt(double r) {
    return 2 * radius() * StrictMath.asin(r / (2 * radius())) * StrictMath.sinh(eta);
  }

  double[] xs(double[] rs) {
    return Arrays.stream(rs).map(r -> r * StrictMath.cos(phiAt(r))).toArray();
  }

  double[] ys(double[] rs) {
    return Arrays.stream(rs).map(r -> r * StrictMath.sin(phiAt(r))).toArray();
  }
}

// What a layer of silicon tells: here something passed.
record Hit(double r, double phi, double z) {}

// Straight lines through hits by weighted least squares: the slope of y against r.
double slope(List<Hit> hits, boolean ofPhi) {
  double w = 0;
  double wr = 0;
  double wy = 0;
  double wrr = 0;
  double wry = 0;
  for (Hit hit : hits) {
    double weight = hit.r() * hit.r(); // an angle is measured better far out
    double y = ofPhi ? hit.phi() : hit.z();
    w += weight;
    wr += weight * hit.r();
    wy += weight * y;
    wrr += weight * hit.r() * hit.r();
    wry += weight * hit.r() * y;
  }
  return (w * wry - wr * wy) / (w * wrr - wr * wr);
}

// Where that line begins, at r = 0.
double start(List<Hit> hits, boolean ofPhi) {
  double slope = slope(hits, ofPhi);
  double w = 0;
  double rest = 0;
  for (Hit hit : hits) {
    double weight = hit.r() * hit.r();
    w += weight;
    rest += weight * ((ofPhi ? hit.phi() : hit.z()) - slope * hit.r());
  }
  return rest / w;
}

void main() {
  // %% [markdown]
  // ## The way of an event

  // %%
  show(
      Diagram.of("From a collision to a row")
          .spacing(158, 90)
          .box("pp", 0, 0, "collision", "two protons")
          .box("particles", 1, 0, "particles", "muons, jets, ...")
          .box("hits", 2, 0, "detection", "hits, energies")
          .box("objects", 3, 0, "reconstruction", "tracks, four-vectors")
          .box("row", 4, 0, "analysis", "one row of a table")
          .colored("truth", 2, 1, "#fbe3d1", "truth", "which process it was")
          .arrow("pp", "particles", "")
          .arrow("particles", "hits", "")
          .arrow("hits", "objects", "")
          .arrow("objects", "row", "")
          .arrow("pp", "truth", "")
          .arrow("truth", "row", ""));

  // %% [markdown]
  // The lower way, in orange, exists in simulation only. We come back to it.
  //
  // ## Detection: hits
  //
  // Our collision makes a $J/\psi$ (the particle with the J in its name, and this software with
  // it), which decays to two muons: $J/\psi \to \mu^+ \mu^-$. Around the collision lie cylinders
  // of silicon in a magnetic field $B$ along the beam. A charged particle is bent:
  //
  // $$ R\,[\mathrm{m}] = \frac{p_T\,[\mathrm{GeV}]}{0.3\, B\,[\mathrm{T}]} $$
  //
  // $p_T$ is the momentum across the beam. Each layer tells where it was crossed, to 0.02 mm.
  //
  // **Predict first.** On a circle of which radius (in m) does a muon of $p_T = 10$ GeV fly at 3.8
  // T?

  // %%
  var guess = predict("radius in m of a muon of 10 GeV", 1.0);

  // %%
  guess.reveal(Math.round(100 * new Track(10, 0, 0, 1).radius()) / 100.0);

  // %%
  // A generated event gives the two muons (process 1 is J/psi); then there are softer particles,
  // which come with every collision.
  var sample = Generator.of("dimuon", 7).table(100_000);
  var resonance = Selection.of("lesson", "process == 1 && pt2 > 4 && abs(eta1) < 1").filter(sample);
  int number = 3; // try another event: 0, 1, 2, ...
  List<Track> muons = new ArrayList<>();
  for (String which : List.of("1", "2")) {
    muons.add(
        new Track(
            resonance.numbers("pt" + which).value(number),
            resonance.numbers("eta" + which).value(number),
            resonance.numbers("phi" + which).value(number),
            (int) resonance.numbers("Q" + which).value(number)));
  }
  double[] layers = {0.04, 0.08, 0.12, 0.26, 0.38, 0.5, 0.62, 0.74, 0.86, 0.98, 1.08};
  var draws = Rng.of(5);
  List<List<Hit>> hits = new ArrayList<>();
  for (int m = 0; m < 2; m++) {
    List<Hit> own = new ArrayList<>();
    for (int l = 0; l < layers.length; l++) {
      double r = layers[l];
      double blur = 20e-6 * draws.normal(2L * l + 100 * m); // m, along the layer
      double along = 50e-6 * draws.normal(2L * l + 1 + 100 * m);
      own.add(new Hit(r, muons.get(m).phiAt(r) + blur / r, muons.get(m).zAt(r) + along));
    }
    hits.add(own);
  }

  // %%
  var view =
      Chart.of("One event, seen along the beam")
          .size(520, 520)
          .axes("x [m]", "y [m]")
          .xRange(-1.2, 1.2)
          .yRange(-1.2, 1.2)
          .color("layers of silicon", "#d5dae1")
          .color("other particles", "#9aa3ae");
  double[] around = Chart.range(0, 2 * Math.PI, 121);
  for (double r : layers) {
    view.path(
        "layers of silicon",
        Arrays.stream(around).map(a -> r * StrictMath.cos(a)).toArray(),
        Arrays.stream(around).map(a -> r * StrictMath.sin(a)).toArray());
  }
  double[] outward = Chart.range(0, 1.08, 40);
  for (int i = 0; i < 14; i++) {
    var soft =
        new Track(
            0.65 + 1.2 * draws.uniform(1000 + 4L * i),
            0,
            2 * Math.PI * draws.uniform(1001 + 4L * i),
            draws.uniform(1002 + 4L * i) < 0.5 ? -1 : 1);
    view.path("other particles", soft.xs(outward), soft.ys(outward));
  }
  for (int m = 0; m < 2; m++) {
    String name = muons.get(m).charge() > 0 ? "hits of the μ⁺" : "hits of the μ⁻";
    double[] x = new double[layers.length];
    double[] y = new double[layers.length];
    for (int l = 0; l < layers.length; l++) {
      Hit hit = hits.get(m).get(l);
      x[l] = hit.r() * StrictMath.cos(hit.phi());
      y[l] = hit.r() * StrictMath.sin(hit.phi());
    }
    view.points(name, x, y, 3);
  }
  show(view);

  // %% [markdown]
  // Soft particles are bent strongly, hard ones hardly: **curvature is momentum**. Positive and
  // negative ones turn to different sides.
  //
  // ## Reconstruction: from hits to four-vectors
  //
  // For a particle from the middle, the azimuth of its hits changes with the distance $r$ from the
  // beam almost along a straight line, $\varphi(r) \approx \varphi_0 - q\, r / 2R$, and so does
  // $z(r) \approx r \sinh\eta$. Two straight lines through eleven hits each give all: direction,
  // momentum and charge. (Fitting a line is *linear regression*, lesson 3: it is everywhere.)

  // %%
  List<Track> found = new ArrayList<>();
  for (List<Hit> own : hits) {
    double bend = slope(own, true); // rad per m
    found.add(
        new Track(
            0.3 * Track.FIELD / (2 * Math.abs(bend)),
            StrictMath.log(slope(own, false) + Math.sqrt(1 + StrictMath.pow(slope(own, false), 2))),
            start(own, true),
            bend < 0 ? 1 : -1));
  }
  for (int m = 0; m < 2; m++) {
    say(
        "muon %d: pT %.3f GeV from hits, %.3f in truth; eta %.4f and %.4f; charge %+d and %+d",
        m + 1,
        found.get(m).pt(),
        muons.get(m).pt(),
        found.get(m).eta(),
        muons.get(m).eta(),
        found.get(m).charge(),
        muons.get(m).charge());
  }

  // %% [markdown]
  // From $(p_T, \eta, \varphi)$ and the mass of a muon comes its **four-vector** $(p_x, p_y, p_z,
  // E)$; four-vectors can be added, and the sum has an **invariant mass**, the same for every
  // observer:
  //
  // $$ m^2 = (E_1 + E_2)^2 - |\vec p_1 + \vec p_2|^2 $$

  // %%
  var one = FourVector.of(found.get(0).pt(), found.get(0).eta(), found.get(0).phi(), 0.10566);
  var two = FourVector.of(found.get(1).pt(), found.get(1).eta(), found.get(1).phi(), 0.10566);
  double mass = one.plus(two).mass();
  say("the pair's mass: %.3f GeV; a J/psi has 3.097 GeV", mass);
  claim(
      "from hits alone we get back the particle that nobody saw", close(mass, 3.097, 0.03 * 3.097));

  // %% [markdown]
  // **Exercise.** For particles that are much lighter than their momentum the formula becomes
  //
  // $$ m^2 = 2\, p_{T1}\, p_{T2} \left[\cosh(\eta_1 - \eta_2) - \cos(\varphi_1 - \varphi_2)\right].
  // $$
  //
  // Compute the mass of two muons with $p_T$ = 45 and 40 GeV, $\eta$ = 0.5 and −0.3, $\varphi$ =
  // 0.2
  // and 3.1. (`Math.sqrt`, `Math.cosh`, `Math.cos`; a product is written `2 * 45`.)

  // %% [exercise]
  double yourMass = Double.NaN; // your formula
  exercise(
      "an invariant mass",
      () -> yourMass,
      m -> {
        double right = FourVector.of(45, 0.5, 0.2, 0).plus(FourVector.of(40, -0.3, 3.1, 0)).mass();
        return m.isNaN()
            ? "there is no answer yet"
            : close(m, right, 0.1)
                ? ""
                : close(m, right * right, 20)
                    ? "that is m squared: take the root"
                    : close(m, right / Math.sqrt(2), 0.1)
                        ? "the factor 2 is missing"
                        : "expected something near the mass of a Z boson, found " + m;
      });

  // %% [solution]
  // double theMass = Math.sqrt(2 * 45 * 40 * (Math.cosh(0.5 + 0.3) - Math.cos(0.2 - 3.1)));
  // exercise("an invariant mass", () -> theMass, m -> close(m, 91.16, 0.1) ? "" : "no");

  // %% [markdown]
  // ## Analysis: one row of a table
  //
  // An event is now a row of numbers, and a sample of events is a table. This is the form in which
  // machine learning takes it: a column is a **feature**.

  // %%
  show(sample);

  // %% [markdown]
  // `pt1`, `eta1`, ..., `M` are features; `process` is the **label**, that is the truth. Here are
  // all 100,000 masses, on axes with logarithmic scale.
  //
  // **Predict first.** How many peaks will you see?

  // %%
  var peaks = predict("peaks in the mass spectrum", 2);

  // %%
  double[] masses = sample.numbers("M").toDoubles();
  int bins = 200;
  DoubleUnaryOperator edge = i -> 2 * StrictMath.pow(75, i / bins); // GeV, from 2 to 150
  double[] count = new double[bins];
  for (double m : masses) {
    int bin = (int) Math.floor(bins * StrictMath.log(m / 2) / StrictMath.log(75));
    if (bin >= 0 && bin < bins) {
      count[bin]++;
    }
  }
  double[] stepX = new double[2 * bins];
  double[] stepY = new double[2 * bins];
  for (int i = 0; i < bins; i++) {
    stepX[2 * i] = edge.applyAsDouble(i);
    stepX[2 * i + 1] = edge.applyAsDouble(i + 1);
    stepY[2 * i] = Math.max(count[i], 0.5); // a logarithm of 0 there is not
    stepY[2 * i + 1] = stepY[2 * i];
  }
  show(
      Chart.of("Pairs of muons")
          .size(760, 360)
          .axes("invariant mass [GeV]", "pairs per bin (2 % wide)")
          .path("all events", stepX, stepY)
          .logX()
          .logY()
          .ticks("x", 2, 3, 5, 10, 20, 50, 100)
          .yRange(1, 60_000)
          .label(3.1, 35_000, "J/ψ")
          .label(9.8, 12_000, "Υ(1S), Υ(2S), Υ(3S)")
          .label(91, 18_000, "Z"));
  peaks.reveal(5);

  // %% [markdown]
  // In a peak, most pairs come from one particle, and the place of the peak is its mass. Spectra
  // like this one are how the J/ψ (1974), the Υ (1977) and the Z (1983) were found. Below the peaks
  // lies a falling **continuum** of pairs that came from no particle of a certain mass.
  //
  // ## A selection and its efficiency
  //
  // Say we look for Z bosons. An analysis **selects** events, and counts two things: the
  // *efficiency*, which part of what we look for is kept, and the *purity*, which part of what is
  // kept is what we look for. Both need the truth.

  // %%
  record Kept(double efficiency, double error, double purity) {}

  java.util.function.Function<String, Kept> keep =
      expression -> {
        Table kept = Selection.of("your selection", expression).filter(sample);
        double all = Selection.of("lesson", "process == 5").rowIndices(sample).length;
        double right = Selection.of("lesson", "process == 5").rowIndices(kept).length;
        double e = right / all;
        return new Kept(e, Math.sqrt(e * (1 - e) / all), right / Math.max(1, kept.rows()));
      };
  for (String expression : List.of("true", "pt1 > 20", "pt1 > 20 && pt2 > 20")) {
    var kept = keep.apply(expression);
    say(
        "%-22s efficiency %.4f ± %.4f, purity %.3f",
        expression, kept.efficiency(), kept.error(), kept.purity());
  }
  boolean neither = true;
  for (int half : new int[] {1, 2, 5, 10, 20, 30}) {
    var kept = keep.apply("abs(M - 91.19) < " + half);
    say(
        "%2d GeV around the Z    efficiency %.4f ± %.4f, purity %.3f",
        half, kept.efficiency(), kept.error(), kept.purity());
    neither &= kept.efficiency() < 1 && kept.purity() < 1;
  }
  claim("no window of masses is both complete and pure", neither);

  // %% [markdown]
  // **Exercise.** A *trigger* decides within microseconds whether an event is kept at all, often
  // before there is a mass. Find a selection with an efficiency above 0.9 and a purity above 0.95
  // that uses neither `M` nor the label. (Allowed are the other columns, `+ - * /`, `&&` for
  // "and", `||` for "or", `cos`, `sqrt`, `abs`.)

  // %% [exercise]
  String selection = "pt1 > 5"; // your selection
  exercise(
      "select Z bosons without their mass",
      () -> keep.apply(selection),
      kept ->
          selection.contains("process")
              ? "no peeking: real data have no column process"
              : selection.contains("M")
                  ? "the trigger has no M"
                  : kept.efficiency() <= 0.9
                      ? String.format(Locale.ROOT, "too few: efficiency %.3f", kept.efficiency())
                      : kept.purity() <= 0.95
                          ? String.format(Locale.ROOT, "too many: purity %.3f", kept.purity())
                          : "");

  // %% [solution]
  // String trigger = "pt1 > 22 && pt2 > 18";
  // exercise(
  //     "select Z bosons without their mass",
  //     () -> keep.apply(trigger),
  //     kept -> kept.efficiency() > 0.9 && kept.purity() > 0.95 ? "" : "no");

  // %% [markdown]
  // ## Where the labels come from
  //
  // The same spectrum near the Z, as simulation sees it and as an experiment does:

  // %%
  var byTruth =
      Chart.of("Simulation: every event has its label")
          .size(345, 320)
          .axes("invariant mass [GeV]", "events per 2 GeV")
          .histogram(
              "Z bosons",
              Selection.of("lesson", "process == 5").filter(sample).numbers("M").toDoubles(),
              60,
              120,
              30)
          .histogram(
              "continuum",
              Selection.of("lesson", "process == 0").filter(sample).numbers("M").toDoubles(),
              60,
              120,
              30)
          .logY()
          .yRange(1, 20_000);
  double[] centers = Chart.range(61, 119, 30);
  double[] seen = new double[30];
  for (double m : masses) {
    if (m >= 60 && m < 120) {
      seen[(int) ((m - 60) / 2)]++;
    }
  }
  var byData =
      Chart.of("Data: only their sum is seen")
          .size(345, 320)
          .axes("invariant mass [GeV]", "events per 2 GeV")
          .color("data", "#30343b")
          .errors("data", centers, seen, Arrays.stream(seen).map(Math::sqrt).toArray())
          .logY()
          .yRange(1, 20_000);
  show(FigureGrid.of(byTruth, byData));

  // %% [markdown]
  // An experiment never gets to know whether *this* pair of muons came from a Z. A simulation
  // does: it was told to make one. So physicists **simulate** each process (the generator), let
  // the particles fly through a simulated detector, and reconstruct them with the very programs
  // that treat data. Out come the same columns, and the truth beside them.
  //
  // **Supervised learning** (lessons 2 to 21) means to learn from events with labels, here from
  // simulation, and then to be applied to events without. That this goes well only as far as the
  // simulation is right is lesson 18. *Unsupervised* learning (22, 23) does without labels.
  //
  // ## An event with jets
  //
  // Quarks are never seen: each becomes a **jet**, a spray of particles. The events of lesson 19
  // have four jets, a lepton, and a neutrino that is noticed only because momentum across the beam
  // is missing. One such event, unrolled: azimuth $\varphi$ around the beam, pseudorapidity $\eta$
  // along it ($\eta = 0$ is at right angles to the beam).

  // %%
  String tags = "(`jet1_b-tag` > 0) + (`jet2_b-tag` > 0) + (`jet3_b-tag` > 0) + (`jet4_b-tag` > 0)";
  var jetty =
      Selection.of("lesson", tags + " == 2")
          .filter(Generator.of("higgs", 3).table(100))
          .slice(0, 1);
  var map =
      Chart.of("One event with four jets")
          .size(430, 500)
          .axes("pseudorapidity η", "azimuth φ [rad]")
          .xRange(-3, 3)
          .yRange(-3.6, 3.6);
  for (int jet = 1; jet <= 4; jet++) {
    double pt = jetty.numbers("jet" + jet + "_pt").value(0);
    double eta = jetty.numbers("jet" + jet + "_eta").value(0);
    double phi = jetty.numbers("jet" + jet + "_phi").value(0);
    boolean tagged = jetty.numbers("jet" + jet + "_b-tag").value(0) > 0;
    map.path(
        tagged ? "b-tagged jet" : "jet",
        Arrays.stream(around).map(a -> eta + 0.4 * StrictMath.cos(a)).toArray(),
        Arrays.stream(around).map(a -> phi + 0.4 * StrictMath.sin(a)).toArray());
    map.label(eta, phi, String.format(Locale.ROOT, "%.0f GeV", pt));
  }
  map.points(
      "lepton",
      new double[] {jetty.numbers("lepton_eta").value(0)},
      new double[] {jetty.numbers("lepton_phi").value(0)},
      5);
  map.horizontal(jetty.numbers("missing_energy_phi").value(0));
  show(map);
  say(
      "dashed: the direction of the missing momentum, %.0f GeV; its eta is not known",
      jetty.numbers("missing_energy_magnitude").value(0));
  show(jetty);

  // %% [markdown]
  // Again one row, of 28 features this time.
  //
  // **References.** CMS Collaboration, *The CMS experiment at the CERN LHC*, JINST 3 (2008)
  // S08004. Particle Data Group, *Review of Particle Physics*, the chapters "Kinematics" and
  // "Particle detectors at accelerators", Phys. Rev. D 110 (2024) 030001. M. Thomson, *Modern
  // Particle Physics*, Cambridge University Press 2013.
}
