// %% [markdown]
// # 22. Clustering
//
// The slide *Unsupervised learning* shows points without labels and asks for **structure**: which
// of them belong together? Nobody says what the groups mean, nor how many there are. This lesson
// tries two methods on three problems of particle physics:
//
// * **k-means** (Lloyd 1982): choose $k$ centers; each event goes to the nearest; each center
//   moves to the mean of its events; again, until nothing moves. It makes small $\sum_i |x_i -
//   c_{g(i)}|^2$, the *inertia*.
// * **HDBSCAN** (Campello and others 2015), a method of **density**: groups are islands where
//   events lie dense, with empty water between. What lies in the water belongs to none. One does
//   not say how many groups there are, but how many events make one.
//
// To judge them we keep the truth of our simulation aside and compare with the **adjusted Rand
// index**: of all pairs of events, how often do both divisions agree whether they belong
// together? It is 1 where the divisions are the same and 0 where they agree by chance.

// %%
import static org.jpsi.lessons.Lesson.*;

import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import org.jpsi.core.eval.*;
import org.jpsi.core.random.*;
import org.jpsi.learners.*;
import org.jpsi.report.*;

// %% [helper]
/// Energy per length of track of a charged particle (Bethe's formula); the least is about 1.
double dEdx(double p, double mass) {
  double gamma2 = 1 + p * p / (mass * mass);
  double beta2 = 1 - 1 / gamma2;
  return (StrictMath.log(2 * 0.511e6 * beta2 * gamma2 / 188) - beta2) / beta2 / 11;
}

/// A picture of events in two numbers, a color for each group; grey ones are in none.
Chart groups(String title, String x, String y, double[][] points, int[] group, String... names) {
  Chart chart = Chart.of(title).axes(x, y).size(350, 280);
  int count = Arrays.stream(group).max().orElse(0) + 1;
  for (int g = -1; g < count; g++) {
    int wanted = g;
    int[] of = IntStream.range(0, points.length).filter(i -> group[i] == wanted).toArray();
    String name = g < 0 ? "" : g < names.length ? names[g] : "group " + (g + 1);
    if (of.length > 0) {
      chart.points(
          name,
          Arrays.stream(of).mapToDouble(i -> points[i][0]).toArray(),
          Arrays.stream(of).mapToDouble(i -> points[i][1]).toArray(),
          1.5);
    }
  }
  return chart;
}

// %% [markdown]
// ## Particle types as bands
//
// As in lesson 21, a drift chamber measures the momentum $p$ and the energy loss $dE/dx$ of
// charged particles. Between 0.2 and 0.5 GeV pions, kaons and protons form three bands. This time
// nobody tells which particle is which.
//
// **Predict first.** k-means is told that there are three groups. How well will it agree with the
// truth: an adjusted Rand index near 1 (the same) or near 0 (chance)?

void main() {
  // %%
  var guess = predict("adjusted Rand index of k-means on the three bands", 0.9);

  // %%
  double[] masses = {0.140, 0.494, 0.938};
  Rng rng = Rng.of(22);
  int n = 390;
  double[][] bands = new double[n][];
  int[] kind = new int[n];
  for (int i = 0; i < n; i++) {
    kind[i] = i % 3;
    double p = 0.2 + 0.3 * rng.uniform(2L * i);
    double lost = dEdx(p, masses[kind[i]]) * StrictMath.exp(0.05 * rng.normal(2L * i + 1));
    bands[i] = new double[] {StrictMath.log10(p), StrictMath.log10(lost)};
  }
  Clustering round = KMeans.of(3).fit(bands);
  Clustering dense = new Hdbscan(40, 5).fit(bands);
  String[] truth = {"pion", "kaon", "proton"};
  String p = "log10 p [GeV]";
  String loss = "log10 dE/dx";
  show(
      FigureGrid.of(
          groups("The truth", p, loss, bands, kind, truth),
          groups("k-means, k = 3", p, loss, bands, round.labels()),
          groups("HDBSCAN", p, loss, bands, dense.labels())));
  double byMeans = AdjustedRandIndex.of(round.labels(), kind);
  double byDensity = AdjustedRandIndex.of(dense.labels(), kind);
  say("k-means: adjusted Rand index %.2f", byMeans);
  say(
      "HDBSCAN: %d groups, %d events in none, adjusted Rand index %.2f",
      dense.count(), dense.size(Clustering.NOISE), byDensity);
  guess.reveal(Math.round(byMeans * 100) / 100.0);
  claim("k-means cuts the bands across", byMeans < 0.6);
  claim(
      "HDBSCAN finds the three bands, and that there are three",
      dense.count() == 3 && byDensity > 0.8);

  // %% [markdown]
  // k-means sees distances to centers and nothing else: its groups come out **round and of like
  // size**, whatever the events are. A band that is longer than its distance to the next one is
  // cut. HDBSCAN walks from event to neighbouring event and does not mind the form, as long as
  // there is a gap. Where the gap closes (above 0.7 GeV) it must fail, too, and so must everybody
  // who does not know Bethe's formula.
  //
  // Try: `0.3 * rng` as `0.8 * rng` (momenta up to 1 GeV); `0.05 *` (the error) as `0.12 *`.
  //
  // **Physics helps.** $dE/dx$ depends on $\beta\gamma = p/m$ alone, and falls with it up to
  // $\beta\gamma \approx 3.5$; what is faster we take as 3.5. So from $dE/dx$ we find
  // $\beta\gamma$, by trying, and with the momentum the **mass**, $m = p / (\beta\gamma)$. In
  // this one variable k-means is as good as anybody.

  // %%
  double[][] mass = new double[n][1];
  for (int i = 0; i < n; i++) {
    double lost = StrictMath.pow(10, bands[i][1]);
    double low = 0.1;
    double high = 3.5;
    for (int step = 0; step < 40; step++) { // halve the interval that holds it
      double middle = (low + high) / 2;
      if (dEdx(middle, 1) > lost) {
        low = middle;
      } else {
        high = middle;
      }
    }
    mass[i][0] = StrictMath.pow(10, bands[i][0]) / low;
  }
  Clustering levels = KMeans.of(3).fit(mass);
  double[][] shown =
      IntStream.range(0, n)
          .mapToObj(i -> new double[] {bands[i][0], mass[i][0]})
          .toArray(double[][]::new);
  show(groups("k-means in the mass", p, "mass [GeV]", shown, levels.labels()));
  double byMass = AdjustedRandIndex.of(levels.labels(), kind);
  say("k-means in the mass: adjusted Rand index %.2f", byMass);
  for (double[] center : levels.centers()) {
    say("  a group at %.2f GeV", center[0]);
  }
  claim("the same method works in the right variable", byMass > 0.95);

  // %% [markdown]
  // ## How many groups?
  //
  // Now showers in a calorimeter. Of each we know how deep it is (in interaction lengths, on
  // average), how wide, and which part of its energy lies in the front section. Electrons and
  // photons shower early and narrow, hadrons late and wide, muons leave a thin trace all along; a
  // fourth kind, hadrons that begin late, hides among them. Nobody has told us that there are
  // four.
  //
  // k-means takes any $k$ and always answers. Two figures help to choose:
  //
  // * the **inertia** falls with every further center; where it begins to fall slowly, the curve
  //   has an *elbow*: further centers only cut groups in two;
  // * the **silhouette** (Rousseeuw 1987): with $a$ the mean distance of an event to its own
  //   group and $b$ to the nearest other one, $s = (b - a)/\max(a, b)$. It is near 1 where groups
  //   are compact and far apart, and its mean is largest at a good $k$.
  //
  // **Predict first.** Which k will the silhouette choose?

  // %%
  var howMany = predict("groups of showers", "3");

  // %%
  // depth, log10 width, part in front: mean and spread of each kind
  double[][] means = {{0.4, -0.5, 0.9}, {2.2, 0.5, 0.35}, {3.0, -1.3, 0.25}, {4.4, 0.35, 0.06}};
  double[][] spreads = {
    {0.12, 0.1, 0.04}, {0.4, 0.13, 0.08}, {0.25, 0.12, 0.05}, {0.4, 0.13, 0.03}
  };
  double[] scale = {1.6, 0.75, 0.33};
  Rng dice = Rng.of(4);
  int showers = 320;
  double[][] shower = new double[showers][3];
  int[] ofKind = new int[showers];
  for (int i = 0; i < showers; i++) {
    ofKind[i] = i % 4;
    for (int j = 0; j < 3; j++) {
      double value = means[i % 4][j] + spreads[i % 4][j] * dice.normal(3L * i + j);
      shower[i][j] = value / scale[j]; // in units of the spread of all, so that each counts alike
    }
  }
  double[] k = {2, 3, 4, 5, 6, 7, 8};
  double[] inertia = new double[k.length];
  double[] silhouette = new double[k.length];
  for (int i = 0; i < k.length; i++) {
    Clustering found = KMeans.of((int) k[i]).fit(shower);
    inertia[i] = found.inertia(shower);
    silhouette[i] = Silhouette.of(shower, found.labels()).mean();
  }
  show(
      FigureGrid.of(
          Chart.of("The elbow")
              .axes("k", "inertia")
              .size(350, 260)
              .line("", k, inertia)
              .points("inertia", k, inertia, 4),
          Chart.of("The silhouette")
              .axes("k", "mean silhouette")
              .size(350, 260)
              .line("", k, silhouette)
              .points("silhouette", k, silhouette, 4)));
  int best =
      IntStream.range(0, k.length)
          .reduce((a, b) -> silhouette[b] > silhouette[a] ? b : a)
          .orElseThrow();
  howMany.reveal(Integer.toString((int) k[best]));
  Clustering four = KMeans.of(4).fit(shower);
  double[][] view =
      Arrays.stream(shower)
          .map(e -> new double[] {e[0] * scale[0], e[1] * scale[1]})
          .toArray(double[][]::new);
  String depth = "depth [interaction lengths]";
  show(groups("Four groups of showers", depth, "log10 width", view, four.labels()));
  say("with k = 4 the adjusted Rand index is %.2f", AdjustedRandIndex.of(four.labels(), ofKind));
  claim("the silhouette finds that there are four kinds", k[best] == 4);
  claim("and k-means finds the kinds", AdjustedRandIndex.of(four.labels(), ofKind) > 0.9);
  claim(
      "behind the elbow a further center gains little",
      inertia[2] - inertia[3] < 0.25 * (inertia[1] - inertia[2]));

  // %% [markdown]
  // **A warning.** k-means finds groups where there are none. Here are events spread evenly, and
  // its answer for $k = 4$. A picture with colors convinces; the silhouette does not.

  // %%
  double[][] even = new double[240][2];
  for (int i = 0; i < even.length; i++) {
    even[i][0] = dice.child(1).uniform(2L * i);
    even[i][1] = dice.child(1).uniform(2L * i + 1);
  }
  Clustering nothing = KMeans.of(4).fit(even);
  Clustering none = new Hdbscan(20, 8).fit(even);
  show(groups("Four groups in nothing", "x", "y", even, nothing.labels()));
  double imagined = Silhouette.of(even, nothing.labels()).mean();
  say("silhouette %.2f, where the showers had %.2f", imagined, silhouette[2]);
  say("HDBSCAN finds %d groups there", none.count());
  claim("the silhouette tells that these groups are none", imagined < silhouette[2] - 0.15);

  // %% [markdown]
  // HDBSCAN is not safe from it either: among even events some places are denser by chance, and
  // it takes them for islands. Groups are a question to the data, not an answer.

  // %% [markdown]
  // ## Jets
  //
  // When a quark or gluon leaves a collision, it becomes a spray of particles: a **jet**. Which of
  // the some hundred particles of an event belong to which jet is a clustering problem that the
  // LHC's experiments solve for each of the billions of collisions that they keep. Each particle
  // has a direction, the pseudorapidity $\eta$ and the azimuth $\varphi$, and a transverse momentum
  // $p_T$.
  //
  // Our event: three jets of 120, 80 and 50 GeV, whose particles lie around the quark's
  // direction, and soft particles all over from the rest of the collision.

  // %%
  double[][] quark = {{120, -1.0, 1.2}, {80, 1.1, 4.0}, {50, 0.6, 2.2}}; // pT, eta, phi
  Rng event = Rng.of(11);
  List<double[]> particles = new ArrayList<>(); // pT, eta, phi
  List<Integer> origin = new ArrayList<>();
  for (int j = 0; j < 3; j++) {
    Rng own = event.child(j);
    int count = 26 - 4 * j;
    double[] share = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      share[i] = StrictMath.exp(1.1 * own.normal(3L * i));
      sum += share[i];
    }
    for (int i = 0; i < count; i++) {
      double pt = quark[j][0] * share[i] / sum;
      double spread = Math.min(0.25, 0.5 / Math.sqrt(pt)); // hard particles lie near the middle
      particles.add(
          new double[] {
            pt,
            quark[j][1] + spread * own.normal(3L * i + 1),
            quark[j][2] + spread * own.normal(3L * i + 2)
          });
      origin.add(j);
    }
  }
  for (int i = 0; i < 50; i++) {
    Rng soft = event.child(100 + i);
    particles.add(
        new double[] {
          -0.35 * StrictMath.log(soft.openUniform(0)),
          -2.5 + 5 * soft.uniform(1),
          2 * Math.PI * soft.uniform(2)
        });
    origin.add(-1);
  }
  double[][] place =
      particles.stream().map(q -> new double[] {q[1], q[2]}).toArray(double[][]::new);
  int[] true3 = origin.stream().mapToInt(o -> o).toArray();
  Clustering meansOfJets = KMeans.of(3).fit(place);
  Clustering islands = new Hdbscan(8, 5).fit(place);
  show(
      FigureGrid.of(
          groups("The truth", "eta", "phi [rad]", place, true3, "120 GeV", "80 GeV", "50 GeV"),
          groups("k-means, k = 3", "eta", "phi [rad]", place, meansOfJets.labels()),
          groups("HDBSCAN", "eta", "phi [rad]", place, islands.labels())));
  say("k-means: adjusted Rand index %.2f", AdjustedRandIndex.of(meansOfJets.labels(), true3));
  say(
      "HDBSCAN: %d groups, adjusted Rand index %.2f",
      islands.count(), AdjustedRandIndex.of(islands.labels(), true3));
  claim("k-means puts every soft particle into a jet", meansOfJets.size(Clustering.NOISE) == 0);
  claim(
      "HDBSCAN leaves most of them out",
      IntStream.range(0, true3.length).filter(i -> true3[i] < 0 && islands.labels()[i] < 0).count()
          > 25);

  // %% [markdown]
  // Both look at directions alone; a particle of 50 GeV counts as much as one of 50 MeV. That is
  // not just crude, it is *wrong*: theory cannot calculate how many soft particles there are
  // (each gluon may radiate another, softer one, without end). A jet must not change when a soft
  // particle is added (**infrared safety**), or when a particle splits into two that fly side by
  // side (**collinear safety**).
  //
  // The LHC's method is therefore a clustering of its own, **anti-kT** (Cacciari, Salam and
  // Soyez, arXiv:0802.1189). With the distances
  //
  // $$d_{ij} = \min\left(\frac{1}{p_{Ti}^2}, \frac{1}{p_{Tj}^2}\right)
  // \frac{\Delta\eta_{ij}^2 + \Delta\varphi_{ij}^2}{R^2}, \qquad d_{iB} = \frac{1}{p_{Ti}^2}$$
  //
  // take the least of all: if it is a $d_{ij}$, merge the two; if it is a $d_{iB}$, call $i$ a
  // jet and put it aside. Hard particles come first and gather everything soft within a circle of
  // radius $R$. In some lines:

  // %%
  class AntiKt {
    /// Jets as {pT, eta, phi}, the hardest first; momenta are added by their pT.
    static List<double[]> jets(List<double[]> of, double radius) {
      List<double[]> left = new ArrayList<>();
      of.forEach(q -> left.add(q.clone()));
      List<double[]> jets = new ArrayList<>();
      while (!left.isEmpty()) {
        double least = Double.POSITIVE_INFINITY;
        int a = -1;
        int b = -1;
        for (int i = 0; i < left.size(); i++) {
          double beam = 1 / (left.get(i)[0] * left.get(i)[0]);
          if (beam < least) {
            least = beam;
            a = i;
            b = i;
          }
          for (int j = 0; j < i; j++) {
            double pt = Math.max(left.get(i)[0], left.get(j)[0]);
            double d = distance2(left.get(i), left.get(j)) / (radius * radius) / (pt * pt);
            if (d < least) {
              least = d;
              a = i;
              b = j;
            }
          }
        }
        double[] first = left.remove(a);
        if (a == b) {
          jets.add(first);
        } else {
          double[] second = left.get(b);
          double sum = first[0] + second[0];
          double turn = around(first[2] - second[2]);
          second[1] += (first[1] - second[1]) * first[0] / sum;
          second[2] += turn * first[0] / sum;
          second[0] = sum;
        }
      }
      jets.sort((x, y) -> Double.compare(y[0], x[0]));
      return jets;
    }

    static double distance2(double[] q, double[] r) {
      double eta = q[1] - r[1];
      double phi = around(q[2] - r[2]);
      return eta * eta + phi * phi;
    }

    /// An angle between -pi and pi: 0.1 and 6.2 are neighbours.
    static double around(double angle) {
      return StrictMath.IEEEremainder(angle, 2 * Math.PI);
    }
  }

  // %%
  List<double[]> jets = AntiKt.jets(particles, 0.6);
  for (int j = 0; j < 3; j++) {
    say(
        "jet %d: pT %.1f GeV at eta %.2f, phi %.2f (the quark: %.0f GeV at %.2f, %.2f)",
        j + 1,
        jets.get(j)[0],
        jets.get(j)[1],
        jets.get(j)[2],
        quark[j][0],
        quark[j][1],
        quark[j][2]);
  }
  claim(
      "anti-kT finds three hard jets, and that there are three",
      jets.get(2)[0] > 40 && jets.get(3)[0] < 10);
  claim(
      "their momenta are the quarks', to a tenth",
      IntStream.range(0, 3).allMatch(j -> close(jets.get(j)[0] / quark[j][0], 1, 0.1)));

  // %% [markdown]
  // And now the test: add 60 particles of no more than a thousandth of a GeV. What can be seen of
  // them is nothing. What happens to the jets?

  // %%
  List<double[]> more = new ArrayList<>(particles);
  for (int i = 0; i < 60; i++) {
    Rng ghost = event.child(1000 + i);
    more.add(new double[] {0.001, -1.2 + 2.4 * ghost.uniform(0), 1 + 3.2 * ghost.uniform(1)});
  }
  double[][] morePlaces =
      more.stream().map(q -> new double[] {q[1], q[2]}).toArray(double[][]::new);
  Clustering moved = new Hdbscan(8, 5).fit(morePlaces);
  int[] before = islands.labels();
  int[] after = Arrays.copyOf(moved.labels(), before.length);
  List<double[]> sameJets = AntiKt.jets(more, 0.6);
  double shift =
      IntStream.range(0, 3)
          .mapToDouble(j -> Math.abs(sameJets.get(j)[0] - jets.get(j)[0]))
          .max()
          .orElseThrow();
  show(
      FigureGrid.of(
          groups("HDBSCAN before", "eta", "phi [rad]", place, before),
          groups("HDBSCAN, with ghosts added", "eta", "phi [rad]", morePlaces, moved.labels())));
  say(
      "HDBSCAN: the old particles' groups agree to %.2f, there are %d groups",
      AdjustedRandIndex.of(before, after), moved.count());
  say("anti-kT: no momentum of a hard jet changes by more than %.3f GeV", shift);
  claim("anti-kT does not notice", shift < 0.1);
  claim("HDBSCAN does", AdjustedRandIndex.of(before, after) < 0.95);

  // %% [markdown]
  // A general method knows nothing of momenta, of circles ($\varphi = 0$ and $\varphi = 2\pi$ are
  // the same direction, and neither k-means nor HDBSCAN was told), or of what theory can
  // calculate. Where the physics of a problem is known, put it into the distance.
  //
  // Try: the radius `0.6` as `0.2` (jets fall to pieces) or `1.5` (they swallow each other).
  //
  // ## Exercise 1: the size of an island
  //
  // HDBSCAN wants to know how many events make a group, and how many neighbours tell the density.
  // Choose both so that it finds the **four** kinds of showers with an adjusted Rand index of at
  // least 0.9.

  // %% [exercise]
  int least = 200; // events that make a group
  int neighbours = 5;
  exercise(
      "four islands",
      () -> new Hdbscan(least, neighbours).fit(shower),
      found -> {
        double agrees = AdjustedRandIndex.of(found.labels(), ofKind);
        return found.count() == 4 && agrees >= 0.9
            ? ""
            : String.format(
                Locale.ROOT,
                "%d groups that agree to %.2f; there are %d showers of 4 kinds, so how large can a"
                    + " group be at most?",
                found.count(),
                agrees,
                shower.length);
      });

  // %% [solution]
  // int least = 30;
  // int neighbours = 5;
  // exercise(
  //     "four islands",
  //     () -> new Hdbscan(least, neighbours).fit(shower),
  //     found ->
  //         found.count() == 4 && AdjustedRandIndex.of(found.labels(), ofKind) >= 0.9
  //             ? ""
  //             : found.count() + " groups");

  // %% [markdown]
  // ## Exercise 2: neighbours on a circle
  //
  // Two particles at $\varphi = 0.1$ and $\varphi = 6.2$ fly nearly side by side. Write the angle
  // between two directions, from 0 to $\pi$.

  // %% [exercise]
  DoubleBinaryOperator between = (phi1, phi2) -> Double.NaN; // your formula
  exercise(
      "the angle between two directions",
      () -> between,
      f -> {
        double[][] known = {{0.1, 0.3, 0.2}, {0.1, 6.2, 0.1832}, {3, -3, 0.2832}, {0, 3.1, 3.1}};
        for (double[] test : known) {
          double found = f.applyAsDouble(test[0], test[1]);
          if (!(Math.abs(found - test[2]) < 0.001)) {
            return String.format(
                    Locale.ROOT, "between %.1f and %.1f it is %.2f", test[0], test[1], test[2])
                + (Double.isNaN(found) ? "" : String.format(Locale.ROOT, ", not %.3g", found));
          }
        }
        return "";
      });

  // %% [solution]
  // DoubleBinaryOperator between =
  //     (phi1, phi2) -> Math.abs(StrictMath.IEEEremainder(phi1 - phi2, 2 * Math.PI));
  // exercise(
  //     "the angle between two directions",
  //     () -> between,
  //     f -> {
  //       double[][] known = {{0.1, 0.3, 0.2}, {0.1, 6.2, 0.1832}, {3, -3, 0.2832}, {0, 3.1, 3.1}};
  //       for (double[] test : known) {
  //         if (!(Math.abs(f.applyAsDouble(test[0], test[1]) - test[2]) < 0.001)) {
  //           return "between " + test[0] + " and " + test[1] + " it is " + test[2];
  //         }
  //       }
  //       return "";
  //     });
}

// %% [markdown]
// ## To read on
//
// * S. Lloyd, *Least squares quantization in PCM*, IEEE Trans. Inf. Theory 28 (1982) 129,
//   doi:10.1109/TIT.1982.1056489
// * D. Arthur and S. Vassilvitskii, *k-means++: the advantages of careful seeding*, SODA 2007
// * R. Campello, D. Moulavi, A. Zimek and J. Sander, *Hierarchical density estimates for data
//   clustering, visualization, and outlier detection*, ACM TKDD 10 (2015) 5, doi:10.1145/2733381
// * P. Rousseeuw, *Silhouettes*, J. Comput. Appl. Math. 20 (1987) 53,
//   doi:10.1016/0377-0427(87)90125-7
// * L. Hubert and P. Arabie, *Comparing partitions*, J. Classif. 2 (1985) 193,
//   doi:10.1007/BF01908075
// * M. Cacciari, G. Salam and G. Soyez, *The anti-kt jet clustering algorithm*, arXiv:0802.1189
