/** The address of a file that the build makes. */
declare module "built:world.json" {
  const address: string;
  export default address;
}
