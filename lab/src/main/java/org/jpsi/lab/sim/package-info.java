/// Toy Monte Carlo of labelled events: four-vectors, resonances and their decays, detector
/// simulation, and event samples made of them. Enter at {@link org.jpsi.lab.sim.Generator}; {@link
/// org.jpsi.lab.sim.FourVector} is of use on its own. Single particles for lessons are made by
/// {@link org.jpsi.lab.sim.Dedx} and {@link org.jpsi.lab.sim.CalorimeterResponse}.
package org.jpsi.lab.sim;
