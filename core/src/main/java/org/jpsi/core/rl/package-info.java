/// Reinforcement learning: an agent acts, is rewarded, and learns what to do. Enter at {@link
/// org.jpsi.core.rl.Environment}, the world with its actions and rewards: {@link
/// org.jpsi.core.rl.GridWorld}, {@link org.jpsi.core.rl.BeamLine}, {@link
/// org.jpsi.core.rl.CartPole}, or one of your own. Agents learn in it by {@link
/// org.jpsi.core.rl.QLearning} (a table), {@link org.jpsi.core.rl.Dqn} (a network for the values of
/// actions) and {@link org.jpsi.core.rl.Ppo} (a network for the actions themselves); {@link
/// org.jpsi.core.rl.Episode#play} tries what they learned. The same seed gives the same bits.
package org.jpsi.core.rl;
