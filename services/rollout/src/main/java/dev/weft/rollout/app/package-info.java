/** The edge: configuration, life cycle, health and metrics of the rollout service. */
package dev.weft.rollout.app;
