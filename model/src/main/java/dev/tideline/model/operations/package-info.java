/** How a service shows itself to those who run it: metrics, health and what it serves, over HTTP. */
package dev.tideline.model.operations;
