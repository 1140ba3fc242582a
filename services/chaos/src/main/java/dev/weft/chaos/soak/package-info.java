/** A long run of a cluster under load: resources of its processes, and whether they grow. */
package dev.weft.chaos.soak;
