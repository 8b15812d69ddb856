/// Anomaly detection, searches without labels: anomaly scores ({@link
/// org.jpsi.lab.anomaly.Autoencoder}), weak supervision by a resonant variable ({@link
/// org.jpsi.lab.anomaly.Cwola}), and the bump hunt, the excess over the background that sidebands
/// predict ({@link org.jpsi.lab.anomaly.Bump}).
package org.jpsi.lab.anomaly;
