import MartletCatalog

extension BuiltIn {
  /// The functions of folder Math.
  static let math: [any QueryFunction.Type] = [
    MathAbs.self, MathArcCos.self, MathArcSin.self, MathArcTan.self, MathArcTan2.self, MathCeil.self, MathCos.self,
    MathCosh.self, MathDeg2Rad.self, MathExp.self, MathExpm1.self, MathFloor.self, MathLog.self, MathLog10.self,
    MathLog1p.self, MathLog2.self, MathMod.self, MathPow.self, MathRad2Deg.self, MathSin.self, MathSinh.self,
    MathSpherical2Cartesian.self, MathSqrt.self, MathTan.self, MathTanh.self, Round.self,
  ]
}
