/// Searches for what nobody has labelled: scores of how unusual an event is ({@link
/// org.jpsi.core.anomaly.Autoencoder}), weak supervision by a resonant variable ({@link
/// org.jpsi.core.anomaly.Cwola}), and the excess over what sidebands predict ({@link
/// org.jpsi.core.anomaly.Bump}).
package org.jpsi.core.anomaly;
