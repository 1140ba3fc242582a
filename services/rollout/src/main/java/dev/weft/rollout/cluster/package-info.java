/** What is known of the world outside: published versions, live replicas, measurements. */
package dev.weft.rollout.cluster;
