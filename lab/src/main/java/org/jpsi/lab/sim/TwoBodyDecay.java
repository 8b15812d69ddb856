package org.jpsi.lab.sim;

/// Two-body decay. The momentum of its products in the rest frame of the parent is p = sqrt((M^2 -
/// (m1 + m2)^2) (M^2 - (m1 - m2)^2)) / (2 M).
///
/// @param first one product, in the parent's frame of reference
/// @param second the other: the sum of both is the parent
record TwoBodyDecay(FourVector first, FourVector second) {
  /// Into products of masses `m1` and `m2`, isotropic in the parent's rest frame.
  static TwoBodyDecay isotropic(FourVector parent, double m1, double m2, EventRandom draws) {
    return along(draws.direction(), parent, m1, m2);
  }

  /// Into products along and opposite to the unit vector `direction` in the parent's rest frame.
  static TwoBodyDecay along(FourVector direction, FourVector parent, double m1, double m2) {
    double p = momentum(parent.mass(), m1, m2);
    FourVector first =
        FourVector.ofMomentum(p * direction.px(), p * direction.py(), p * direction.pz(), m1)
            .boost(parent);
    return new TwoBodyDecay(first, parent.minus(first));
  }

  /// The momentum of the products in the parent's rest frame, GeV.
  static double momentum(double mass, double m1, double m2) {
    double sum = m1 + m2;
    if (sum > mass) {
      throw new IllegalArgumentException(
          mass + " GeV cannot decay into " + m1 + " and " + m2 + " GeV");
    }
    double difference = m1 - m2;
    return Math.sqrt((mass * mass - sum * sum) * (mass * mass - difference * difference))
        / (2 * mass);
  }
}
