/** Labels as they are at one moment, to be given a name. */
package dev.weft.gateway.datasets;
