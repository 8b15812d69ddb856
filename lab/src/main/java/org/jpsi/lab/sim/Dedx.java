package org.jpsi.lab.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;

/// A toy tracker that measures how much energy particles lose per length, by which it tells them
/// apart: at one momentum the heavier is the slower, and ionizes more.
///
/// Momenta are uniform in their logarithm and taken as exact; the measured `dE/dx`, a truncated
/// mean of many hits as experiments take it, is {@link Absorber#loss} times a log-normal number.
/// Track `i` is a function of (seed, i) alone.
///
/// @param absorber what the tracker is made of
/// @param resolution spread of the logarithm of dE/dx: about relative
/// @param lowest momentum, GeV
/// @param highest momentum, GeV
public record Dedx(Absorber absorber, double resolution, double lowest, double highest) {
  /// What flies through, with its mass in GeV (Review of Particle Physics).
  public enum Particle {
    PION(0.13957),
    KAON(0.49368),
    PROTON(0.93827);

    private final double mass;

    Particle(double mass) {
      this.mass = mass;
    }

    public double mass() {
      return mass;
    }
  }

  /// One measured particle.
  ///
  /// @param momentum GeV
  /// @param loss dE/dx, MeV cm^2/g
  public record Track(Particle particle, double momentum, double loss) {}

  public Dedx {
    if (!(resolution >= 0 && lowest > 0 && highest > lowest)) {
      throw new IllegalArgumentException(
          "Dedx: expected a resolution >= 0 and 0 < lowest < highest momentum, found "
              + resolution
              + ", "
              + lowest
              + " and "
              + highest);
    }
  }

  /// Of silicon, for momenta from 0.2 to 0.7 GeV, with a resolution of 6 %.
  public Dedx() {
    this(Absorber.SILICON, 0.06, 0.2, 0.7);
  }

  public Dedx withResolution(double other) {
    return new Dedx(absorber, other, lowest, highest);
  }

  /// With momenta between these, in GeV.
  public Dedx between(double least, double most) {
    return new Dedx(absorber, resolution, least, most);
  }

  /// Track `event` of a seed.
  public Track track(Particle particle, long seed, long event) {
    Rng stream = Rng.of(seed).child("dedx").child(event);
    double momentum = lowest * StrictMath.pow(highest / lowest, stream.uniform(0));
    double blur = StrictMath.exp(resolution * stream.child(1).normal(0));
    return new Track(particle, momentum, absorber.loss(particle.mass(), momentum) * blur);
  }

  /// Tracks 0 to `tracks` - 1, of these particles in turn, with columns `p` (GeV), `dedx` (MeV
  /// cm2/g) and `particle` (`pion`, `kaon`, `proton`).
  public Table table(long seed, int tracks, Particle... particles) {
    if (tracks < 0 || particles.length == 0) {
      throw new IllegalArgumentException(
          "Dedx: expected tracks >= 0 of at least one particle, found "
              + tracks
              + " of "
              + particles.length);
    }
    double[] momentum = new double[tracks];
    double[] loss = new double[tracks];
    String[] kind = new String[tracks];
    for (int i = 0; i < tracks; i++) {
      Track track = track(particles[i % particles.length], seed, i);
      momentum[i] = track.momentum();
      loss[i] = track.loss();
      kind[i] = track.particle().name().toLowerCase(Locale.ROOT);
    }
    List<Column> columns = new ArrayList<>();
    columns.add(NumberColumn.of("p", "GeV", momentum));
    columns.add(NumberColumn.of("dedx", "MeV cm2/g", loss));
    columns.add(new TextColumn("particle", kind));
    return Table.of("tracks generated with seed " + seed, columns);
  }
}
