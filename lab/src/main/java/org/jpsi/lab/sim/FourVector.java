package org.jpsi.lab.sim;

/// Lorentz four-vector: momentum and energy of a particle or a system of particles, in GeV with c =
/// 1; the beam is along z. Metric (+, -, -, -).
///
/// ```java
/// var z = FourVector.of(45, 0.3, 0.1, 0.106).plus(FourVector.of(44, -0.2, 3.1, 0.106));
/// double mass = z.mass();
/// ```
///
/// Functions are those of `StrictMath`, so that the bits are the same on all machines.
///
/// @param px momentum along x, in the transverse plane, GeV
/// @param py momentum along y, in the transverse plane, GeV
/// @param pz momentum along the beam, GeV
/// @param e energy, GeV
public record FourVector(double px, double py, double pz, double e) {
  /// The zero vector.
  public static final FourVector ZERO = new FourVector(0, 0, 0, 0);

  /// A four-vector from transverse momentum, pseudorapidity, azimuth and mass, as ROOT's
  /// `PtEtaPhiMVector`.
  ///
  /// @param pt transverse momentum, GeV
  /// @param eta pseudorapidity
  /// @param phi azimuth, rad
  /// @param mass GeV
  public static FourVector of(double pt, double eta, double phi, double mass) {
    return ofMomentum(
        pt * StrictMath.cos(phi), pt * StrictMath.sin(phi), pt * StrictMath.sinh(eta), mass);
  }

  /// A particle on its mass shell: E^2 = p^2 + m^2, all in GeV.
  public static FourVector ofMomentum(double px, double py, double pz, double mass) {
    return new FourVector(px, py, pz, Math.sqrt(px * px + py * py + pz * pz + mass * mass));
  }

  /// The sum: the two as one system.
  public FourVector plus(FourVector other) {
    return new FourVector(px + other.px, py + other.py, pz + other.pz, e + other.e);
  }

  /// The difference: this system without `other`.
  public FourVector minus(FourVector other) {
    return new FourVector(px - other.px, py - other.py, pz - other.pz, e - other.e);
  }

  /// All four components times a number.
  public FourVector times(double factor) {
    return new FourVector(factor * px, factor * py, factor * pz, factor * e);
  }

  /// The Lorentz-invariant scalar product E1 E2 - p1 p2, GeV^2.
  public double dot(FourVector other) {
    return e * other.e - px * other.px - py * other.py - pz * other.pz;
  }

  /// The invariant mass squared, E^2 - p^2, GeV^2; slightly negative by rounding for massless
  /// particles.
  public double mass2() {
    return e * e - (px * px + py * py + pz * pz);
  }

  /// Invariant mass in GeV; negative, as in ROOT, where E^2 < p^2.
  public double mass() {
    double m2 = mass2();
    return m2 < 0 ? -Math.sqrt(-m2) : Math.sqrt(m2);
  }

  /// Magnitude of the momentum, GeV.
  public double p() {
    return Math.sqrt(px * px + py * py + pz * pz);
  }

  /// Transverse momentum, GeV.
  public double pt() {
    return Math.sqrt(px * px + py * py);
  }

  /// Pseudorapidity, asinh(pz / pt) = -ln tan(theta / 2); infinite along the beam.
  public double eta() {
    double pt = pt();
    if (pt == 0) {
      return pz == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, pz);
    }
    double slope = Math.abs(pz) / pt;
    // asinh by log1p is accurate for small values
    double eta = StrictMath.log1p(slope + slope * (slope / (1 + Math.sqrt(1 + slope * slope))));
    return Math.copySign(eta, pz);
  }

  /// Rapidity, 1/2 ln((E + pz) / (E - pz)): a boost along the beam adds to it.
  public double rapidity() {
    return 0.5 * StrictMath.log((e + pz) / (e - pz));
  }

  /// Azimuth in rad, in [-pi, pi].
  public double phi() {
    return StrictMath.atan2(py, px);
  }

  /// The difference of azimuths in rad, in [-pi, pi], counted from `other` to this.
  public double deltaPhi(FourVector other) {
    return StrictMath.atan2(py * other.px - px * other.py, px * other.px + py * other.py);
  }

  /// Distance in pseudorapidity and azimuth, the square root of (deltaEta^2 + deltaPhi^2).
  public double deltaR(FourVector other) {
    double deltaEta = eta() - other.eta();
    double deltaPhi = deltaPhi(other);
    return Math.sqrt(deltaEta * deltaEta + deltaPhi * deltaPhi);
  }

  /// Lorentz boost from the rest frame of `system` to the frame in which `system` is given, with
  /// gamma = E / M and gamma beta = P / M of the system.
  ///
  /// @param system has a positive mass
  public FourVector boost(FourVector system) {
    double mass = system.mass();
    double along = px * system.px + py * system.py + pz * system.pz;
    double k = (along / (system.e + mass) + e) / mass;
    return new FourVector(
        px + k * system.px, py + k * system.py, pz + k * system.pz, (e * system.e + along) / mass);
  }

  /// Lorentz boost to the rest frame of `system`: the inverse of {@link #boost}.
  public FourVector inRestFrameOf(FourVector system) {
    return boost(new FourVector(-system.px, -system.py, -system.pz, system.e));
  }
}
