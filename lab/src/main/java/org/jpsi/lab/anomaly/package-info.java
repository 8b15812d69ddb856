/// Searches for what nobody has labelled: scores of how unusual an event is ({@link
/// org.jpsi.lab.anomaly.Autoencoder}), weak supervision by a resonant variable ({@link
/// org.jpsi.lab.anomaly.Cwola}), and the excess over what sidebands predict ({@link
/// org.jpsi.lab.anomaly.Bump}).
package org.jpsi.lab.anomaly;
