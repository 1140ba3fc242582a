/** The views of all replicas together. */
package dev.weft.gateway.views.cluster;
