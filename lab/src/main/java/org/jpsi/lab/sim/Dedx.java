package org.jpsi.lab.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;

/// Toy measurement of dE/dx in a tracker, for particle identification: at the same momentum the
/// heavier particle is slower and ionizes more.
///
/// Momenta are uniform in their logarithm and taken as exact; the measured `dE/dx`, a truncated
/// mean of many hits as in experiments, is {@link Absorber#stoppingPower} times a log-normal
/// number. Track `i` is a function of (seed, i) alone.
///
/// @param absorber material of the tracker
/// @param resolution standard deviation of ln(dE/dx): about the relative resolution
/// @param minMomentum momentum, GeV
/// @param maxMomentum momentum, GeV
public record Dedx(Absorber absorber, double resolution, double minMomentum, double maxMomentum) {
  /// Particle type, with its mass in GeV (Review of Particle Physics).
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

  /// Measured track.
  ///
  /// @param momentum GeV
  /// @param dedx dE/dx, MeV cm^2/g
  public record Track(Particle particle, double momentum, double dedx) {}

  public Dedx {
    if (!(resolution >= 0 && minMomentum > 0 && maxMomentum > minMomentum)) {
      throw new IllegalArgumentException(
          "Dedx: expected a resolution >= 0 and 0 < minMomentum < maxMomentum, found "
              + resolution
              + ", "
              + minMomentum
              + " and "
              + maxMomentum);
    }
  }

  /// The default: silicon, momenta from 0.2 to 0.7 GeV, a resolution of 6 %.
  public Dedx() {
    this(Absorber.SILICON, 0.06, 0.2, 0.7);
  }

  public Dedx withResolution(double other) {
    return new Dedx(absorber, other, minMomentum, maxMomentum);
  }

  /// The tracker with another range of momenta, in GeV.
  public Dedx withMomentum(double min, double max) {
    return new Dedx(absorber, resolution, min, max);
  }

  /// Track `event` of a seed.
  public Track track(Particle particle, long seed, long event) {
    Rng stream = Rng.of(seed).child("dedx").child(event);
    double momentum = minMomentum * StrictMath.pow(maxMomentum / minMomentum, stream.uniform(0));
    double blur = StrictMath.exp(resolution * stream.child(1).normal(0));
    return new Track(particle, momentum, absorber.stoppingPower(particle.mass(), momentum) * blur);
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
    String[] particle = new String[tracks];
    for (int i = 0; i < tracks; i++) {
      Track track = track(particles[i % particles.length], seed, i);
      momentum[i] = track.momentum();
      loss[i] = track.dedx();
      particle[i] = track.particle().name().toLowerCase(Locale.ROOT);
    }
    List<Column> columns = new ArrayList<>();
    columns.add(NumberColumn.of("p", "GeV", momentum));
    columns.add(NumberColumn.of("dedx", "MeV cm2/g", loss));
    columns.add(new TextColumn("particle", particle));
    return Table.of("tracks generated with seed " + seed, columns);
  }
}
